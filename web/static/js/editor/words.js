/* The interface's words, translated by the server and handed over in the page. */

const strings = JSON.parse(document.getElementById("strings")?.textContent || "{}");
const locale = document.documentElement.lang || "en";
const plurals = new Intl.PluralRules(locale);

function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/* The words for `key`, with {name} filled in. */
export function say(key, values = {}) {
  return fill(strings[key] ?? key, values);
}

/* The words for `key` in the form that goes with the number `n`. */
export function sayMany(key, n, values = {}) {
  const forms = strings[key] ?? {};
  return fill(forms[plurals.select(n)] ?? forms.other ?? key, { n, ...values });
}

/* A moment as a clock time in the newsroom's zone. */
export function clock(moment, zone, { seconds = false } = {}) {
  return new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds && { second: "2-digit" }),
    hourCycle: "h23",
    timeZone: zone,
  }).format(moment);
}
