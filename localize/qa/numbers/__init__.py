"""Numbers in running text, compared by value across languages.

``read`` finds numbers written with digits and says how they may be read; ``words`` finds the ones written in words;
``match`` pairs the two sides; ``write`` writes a number the way a language does.
"""
