/* Requests to the server, with their outcome as a value. Knows sessions and tokens, not segments. */

import { released } from "./press.js";

const TIMEOUT = 15000; // ms until an answer is taken for lost
const GONE = new Set([408, 425, 429, 502, 503, 504]); // the server, or something before it, is not there for us now

export class Transport {
  constructor(urls) {
    this.urls = urls;
    this.token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
  }

  /* One request. The outcome is {kind, status, body, etag, retryAfter}; kind is
     "ok", "same" (304), "conflict", "refused", "signed-out" or "unreachable". It is handed over when nothing is
     pressed: most answers draw something anew. */
  async send(method, url, what) {
    const outcome = await this.withToken(method, url, what);
    await released();
    return outcome;
  }

  async withToken(method, url, { body, etag } = {}) {
    const outcome = await this.once(method, url, { body, etag });
    if (!isStale(outcome)) return outcome;
    // The session is a new one: its token comes with the poll's answer, if somebody is signed in.
    const renewed = await this.renew();
    if (renewed.kind !== "ok") return renewed;
    const again = await this.once(method, url, { body, etag });
    // It changed once more in between, as somebody signed in elsewhere: that says nothing about the text either.
    return isStale(again) ? { ...again, kind: "unreachable" } : again;
  }

  async renew() {
    const outcome = await this.once("GET", this.urls.live, {});
    if (outcome.kind === "ok") this.token = outcome.body.csrf;
    return outcome;
  }

  async once(method, url, { body, etag }) {
    const headers = { Accept: "application/json" };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (method !== "GET") headers["X-CSRFToken"] = this.token;
    if (etag) headers["If-None-Match"] = etag;
    try {
      const response = await fetch(url, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        cache: "no-store",
        credentials: "same-origin",
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT),
      });
      return await outcomeOf(response);
    } catch {
      // No connection, no answer in time, or an answer that broke off: all mean "try again".
      return { kind: "unreachable", status: 0, body: null };
    }
  }
}

/* Whether the token sent belongs to another session than the cookie. */
function isStale({ status, body }) {
  return status === 400 && body?.code === "csrf";
}

async function outcomeOf(response) {
  const common = { status: response.status, etag: response.headers.get("ETag"), body: null };
  if (response.status === 304) return { ...common, kind: "same" };
  if (GONE.has(response.status)) {
    return { ...common, kind: "unreachable", retryAfter: Number(response.headers.get("Retry-After")) || 0 };
  }
  const text = await response.text();
  const json = /\bjson\b/.test(response.headers.get("Content-Type") ?? "");
  // An answer that is not ours (a proxy's page, a captive network) says nothing about the text that was sent.
  if (!json) return { ...common, kind: response.status === 401 ? "signed-out" : "unreachable" };
  const body = JSON.parse(text);
  if (response.ok) return { ...common, kind: "ok", body };
  if (response.status === 401) return { ...common, kind: "signed-out", body };
  if (response.status === 409 && body.code === "revision-conflict") return { ...common, kind: "conflict", body };
  return { ...common, kind: "refused", body };
}
