
// Checks a VC-JWT of ours with the keys in this file. Nothing is fetched and nothing is kept.

const known = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const ORDER = ["signature", "issuer", "dates", "status", "recipient"];
const MOST = 1_000_000;
let locale = document.documentElement.lang;

const day = (when) => new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(when);

function say(name) {
  const text = known.words[locale][name] ?? known.words.en[name] ?? name;
  return text.replace("{day}", day(new Date(known.made))).replace("{site}", known.site);
}

function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  if (className) element.className = className;
  return element;
}

// What was brought

const bytesOf = (text) => {
  const plain = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
};
const jsonOf = (bytes) => {
  const found = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  if (typeof found !== "object" || found === null || Array.isArray(found)) throw new Error("no object");
  return found;
};

function inPng(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const kind = String.fromCharCode(...bytes.slice(at + 4, at + 8));
    const content = bytes.slice(at + 8, at + 8 + length);
    const keyword = "openbadgecredential\0";
    const named = String.fromCharCode(...content.slice(0, keyword.length)) === keyword;
    if (kind === "iTXt" && named && content[keyword.length] === 0) {
      const rest = content.slice(keyword.length + 2);
      const language = rest.indexOf(0);
      return new TextDecoder().decode(rest.slice(rest.indexOf(0, language + 1) + 1));
    }
    at += length + 12;
  }
  throw new Error("no badge in the picture");
}

function inSvg(text) {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
  const found = parsed.getElementsByTagNameNS("https://purl.imsglobal.org/ob/v3p0", "credential")[0];
  if (!found) throw new Error("no badge in the drawing");
  return found.textContent.trim() || found.getAttribute("verify");
}

function textOf(bytes) {
  if (bytes.length > 8 * MOST) throw new Error("too large");
  if (bytes[0] === 0x89 && bytes[1] === 0x50) return inPng(bytes);
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).trim();
  return text.startsWith("<") ? inSvg(text) : text;
}

function read(text) {
  if (text.length > MOST) throw new Error("too long");
  if (text.startsWith("{")) return { document: jsonOf(new TextEncoder().encode(text)), parts: null };
  const parts = text.split(".");
  if (parts.length !== 3) throw new Error("not a JWT");
  return { document: jsonOf(bytesOf(parts[1])), header: jsonOf(bytesOf(parts[0])), parts };
}

// The five questions

const yes = (code) => ["passed", code];
const no = (code) => ["failed", code];
const open = (code) => ["not-checked", code];
const idOf = (value) => (typeof value === "object" && value !== null ? value.id : value);
const seconds = (text) => Math.floor(Date.parse(text) / 1000);

function contradicts(claims) {
  const repeated = {
    iss: idOf(claims.issuer), jti: claims.id, sub: claims.credentialSubject?.id,
    nbf: claims.validFrom && seconds(claims.validFrom), exp: claims.validUntil && seconds(claims.validUntil),
  };
  return Object.entries(repeated).some(([name, value]) => value !== undefined && name in claims && claims[name] !== value);
}

async function signature({ document, header, parts }) {
  if (!parts) return open(document.proof ? "signature.json" : "signature.missing");
  if (header.alg !== "EdDSA") return open("signature.unsupported");
  const method = String(header.kid).replace(/-jwk$/, "");
  const issuer = known.issuers[method.split("#")[0]];
  const key = issuer && Object.hasOwn(issuer.keys, method) ? issuer.keys[method] : null;
  if (!key) return open("signature.unknown_key");
  const jwk = { kty: "OKP", crv: "Ed25519", x: key.x };
  const imported = await crypto.subtle.importKey("jwk", jwk, { name: "Ed25519" }, false, ["verify"]);
  const signed = new TextEncoder().encode(`${parts[0]}.${parts[1]}`);
  const fits = await crypto.subtle.verify({ name: "Ed25519" }, imported, bytesOf(parts[2]), signed);
  if (!fits) return no("signature.mismatch");
  if (contradicts(document)) return no("signature.claims_differ");
  return inTime(key, document.iat ?? document.nbf);
}

function inTime(key, signedAt) {
  if (!Number.isInteger(signedAt)) return no("signature.undated");
  if (key.until && signedAt * 1000 >= Date.parse(key.until)) return no("signature.retired_key");
  return signedAt < seconds(key.from) ? no("signature.key_not_yet_valid") : yes("signature.valid");
}

function issuer({ document, header }, signed) {
  if (signed[1] === "signature.unknown_key") return open("issuer.unknown_key");
  if (signed[0] !== "passed") return open("issuer.signature_failed");
  return idOf(document.issuer) === String(header.kid).split("#")[0] ? yes("issuer.holds_key") : no("issuer.other_key");
}

function dates({ document }) {
  const begins = Date.parse(document.validFrom);
  const ends = document.validUntil === undefined ? Infinity : Date.parse(document.validUntil);
  if (Number.isNaN(begins) || Number.isNaN(ends)) return no("dates.unreadable");
  if (begins > Date.now()) return no("dates.not_yet");
  return ends <= Date.now() ? no("dates.expired") : yes("dates.current");
}

function status({ document }) {
  const entry = document.credentialStatus;
  if (!entry) return open("status.absent");
  const of = Object.hasOwn(known.issuers, idOf(document.issuer)) ? known.issuers[idOf(document.issuer)] : null;
  if (!of || entry.statusListCredential !== of.list) return open("status.unknown");
  if (of.revoked.includes(Number(entry.statusListIndex))) return no("status.revoked");
  const signedAt = (document.iat ?? seconds(document.validFrom)) * 1000;
  return signedAt <= Date.parse(known.made) ? yes("status.in_force") : open("status.newer");
}

async function recipient({ document }, email) {
  if (!email) return open("recipient.not_asked");
  const given = [document.credentialSubject?.identifier ?? []].flat();
  const identities = given.filter((one) => one?.identityType === "emailAddress" && one.hashed === true);
  if (!identities.length) return open("recipient.unnamed");
  for (const { identityHash, salt = "" } of identities) {
    const hashed = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(email.toLowerCase() + salt));
    const hex = [...new Uint8Array(hashed)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    if (identityHash === `sha256$${hex}`) return yes("recipient.matches");
  }
  return no("recipient.differs");
}

async function check(text, email) {
  const found = read(text);
  const signed = await signature(found);
  const answers = {
    signature: signed, issuer: issuer(found, signed), dates: dates(found),
    status: status(found), recipient: await recipient(found, email),
  };
  return { document: found.document, answers };
}

function verdict(answers) {
  const needed = ORDER.map((name) => answers[name]).filter(([, code]) => !["status.absent", "recipient.not_asked"].includes(code));
  const rest = needed.filter(([, code]) => code !== "recipient.differs");
  const sure = rest.every(([outcome]) => outcome === "passed");
  if (sure && rest.length < needed.length) return ["failed", "verdict.another"];
  if (needed.some(([outcome]) => outcome === "failed")) return ["failed", "verdict.failed"];
  return sure ? ["passed", "verdict.passed"] : ["not-checked", "verdict.not-checked"];
}

// What is shown

const words = (value) => (typeof value === "string" ? value.slice(0, 2000) : "");
const when = (value) => (Number.isNaN(Date.parse(value)) ? "" : day(new Date(value)));

function claims(document) {
  const badge = document.credentialSubject?.achievement ?? {};
  return {
    badge: words(badge.name), stands: words(badge.description), issuer: words(document.issuer?.name),
    issued: when(document.validFrom), expires: when(document.validUntil), address: words(document.id),
  };
}

function show({ document, answers }) {
  const [outcome, code] = verdict(answers);
  const box = make("div", "", `verdict ${outcome}`);
  box.append(make("h2", say(code)));
  const list = make("ol");
  for (const name of ORDER) {
    const item = make("li");
    const [each, sentence] = answers[name];
    item.append(make("strong", say(`question.${name}`)), make("span", say(`outcome.${each}`), `outcome outcome-${each}`));
    item.append(make("span", say(sentence)));
    list.append(item);
  }
  const facts = make("dl");
  for (const [name, value] of Object.entries(claims(document))) {
    if (!value) continue;
    const shown = make("dd", value);
    shown.dir = "auto";
    facts.append(make("dt", say(name)), shown);
  }
  byId("result").replaceChildren(box, list, make("h2", say("says")), facts);
  byId("result").hidden = false;
}

function refuse(name) {
  const box = make("div", "", "verdict");
  box.append(make("p", say(name)));
  byId("result").replaceChildren(box);
  byId("result").hidden = false;
}

async function works() {
  const jwk = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" };
  try {
    return Boolean(await crypto.subtle.importKey("jwk", jwk, { name: "Ed25519" }, false, ["verify"]));
  } catch {
    return false;
  }
}

let shown = null;

async function submitted(event) {
  event.preventDefault();
  if (!(await works())) return refuse("old");
  const file = byId("file").files[0];
  try {
    const text = file ? textOf(new Uint8Array(await file.arrayBuffer())) : byId("text").value.trim();
    shown = await check(text, byId("email").value.trim());
    show(shown);
  } catch {
    shown = null;
    refuse("unreadable");
  }
}

function speak(tag) {
  locale = tag;
  document.documentElement.lang = tag;
  document.documentElement.dir = say("dir");
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  const others = Object.keys(known.words).filter((other) => other !== tag);
  byId("languages").replaceChildren(...others.map((other) => {
    const button = make("button", known.words[other].language);
    button.lang = other;
    button.addEventListener("click", () => speak(other));
    return button;
  }));
  if (shown) show(shown);
  else byId("result").hidden = true;
}

byId("form").addEventListener("submit", submitted);
speak(locale);
