/*
 * component: what the elements of test mode share, loaded by each of them:
 * the attributes they take, the asking, the choosing, and what they look
 * like.  What cannot be right is said in an element's place and in the
 * console rather than dropped.  The look follows the page's --brand,
 * --brand-ink, --surface, --radius and --font where they are set.
 */
const base = new URL(import.meta.url).origin;
const UNREACHABLE = "This could not be loaded. Check your connection and " +
    "load this page again.";

/** The attributes of every element, beside the one that names its object. */
const SHARED = ["publishable-key", "customer-session-client-secret",
    "client-reference-id", "customer-email"];

const sheet = new CSSStyleSheet();

sheet.replaceSync(`
:host {
	--pt-brand: var(--brand, #155e4b);
	--pt-brand-ink: var(--brand-ink, #fff);
	--pt-surface: var(--surface, Canvas);
	--pt-ink: var(--ink, CanvasText);
	--pt-raised: var(--raised, var(--pt-surface));
	--pt-radius: var(--radius, 8px);
	--pt-quiet: color-mix(in srgb, var(--pt-ink) 72%, var(--pt-surface));
	--pt-line: color-mix(in srgb, var(--pt-ink) 16%, var(--pt-surface));
	--pt-edge: color-mix(in srgb, var(--pt-ink) 52%, var(--pt-surface));
	--pt-stop: #a8201a;
	display: block;
	container-type: inline-size;
	color: var(--pt-ink);
	font: 400 1rem/1.5 var(--font, system-ui, sans-serif);
}
@media (prefers-color-scheme: dark) {
	:host { --pt-stop: #ffa79c; }
}
:host([hidden]), [hidden] { display: none !important; }
*, ::before, ::after { box-sizing: border-box; }
h2, h3, p, ul, fieldset { margin: 0; padding: 0; border: 0; }
ul { list-style: none; }
.wait { color: var(--pt-quiet); }
.unseen {
	position: absolute;
	inline-size: 1px;
	block-size: 1px;
	overflow: hidden;
	clip-path: inset(50%);
	white-space: nowrap;
}
.picture {
	inline-size: 100%;
	block-size: 9rem;
	border-radius: var(--pt-radius);
	object-fit: contain;
}
h2 { font-size: 1.25rem; line-height: 1.2; letter-spacing: -.01em; }
.about, .note, .every { color: var(--pt-quiet); }
.about { text-wrap: pretty; }
.price {
	display: flex;
	flex-wrap: wrap;
	align-items: baseline;
	gap: 0 .5rem;
}
.amount { font-variant-numeric: tabular-nums; }
.note { font-size: .875rem; }
.choose {
	inline-size: 100%;
	min-block-size: 3rem;
	padding: .5rem 1rem;
	border: 2px solid var(--pt-brand);
	border-radius: var(--pt-radius);
	background: transparent;
	color: var(--pt-brand);
	font: 600 1rem/1.25 var(--font, system-ui, sans-serif);
	cursor: pointer;
}
.choose:hover {
	background: color-mix(in srgb, var(--pt-brand) 9%, transparent);
}
.choose.full {
	background: var(--pt-brand);
	color: var(--pt-brand-ink);
}
.choose.full:hover {
	background: color-mix(in srgb, var(--pt-brand) 86%, var(--pt-ink));
}
.choose:focus-visible {
	outline: 3px solid var(--pt-brand);
	outline-offset: 2px;
}
.choose:disabled {
	border-color: transparent;
	background: color-mix(in srgb, var(--pt-ink) 12%, var(--pt-surface));
	color: var(--pt-ink);
	cursor: progress;
}
.problem {
	margin-block-end: 1.5rem;
	padding: 1rem;
	border: 1px solid var(--pt-stop);
	border-inline-start-width: 4px;
	border-radius: var(--pt-radius);
	background: color-mix(in srgb, var(--pt-stop) 7%, var(--pt-surface));
	overflow-wrap: break-word;
}
.problem strong { color: var(--pt-stop); }
.problem:focus { outline: 3px solid var(--pt-stop); }
.test {
	margin-block-start: 1.5rem;
	color: var(--pt-quiet);
	font-size: .875rem;
	text-align: center;
}
@media (prefers-reduced-motion: no-preference) {
	.choose { transition: background-color .12s; }
}
@media (forced-colors: active) {
	.choose { border-color: ButtonText; }
}
`);

/** An element with a class and a text. */
export function element(name, className, text)
{
	const made = document.createElement(name);

	if (className)
		made.className = className;
	if (text !== undefined)
		made.textContent = text;
	return made;
}

/** A product's picture, or null where it has none to load. */
export function picture(url)
{
	const made = element("img", "picture");

	if (!/^https?:/.test(url || ""))
		return null;
	made.alt = "";
	made.src = url;
	return made;
}

/* One call of the API; what it says is wrong is thrown as an Error. */
async function ask(path, form)
{
	const url = new URL(path, base);
	const options = { credentials: "omit", cache: "no-store",
	    referrerPolicy: "no-referrer" };
	let answer, body;

	if (form) {
		options.method = "POST";
		options.body = new URLSearchParams(form);
	}
	try {
		answer = await fetch(url, options);
		body = await answer.json();
	} catch (e) {
		throw new Error(UNREACHABLE);
	}
	if (!answer.ok)
		throw new Error(body.error?.message || UNREACHABLE);
	return body;
}

/* What is wrong with the shared attributes, for the page's author; or "". */
function complaint(at)
{
	const key = at["publishable-key"];
	const reference = at["client-reference-id"];
	const email = at["customer-email"];

	if (/^[sr]k_/.test(key || ""))
		return "publishable-key is a secret key. It must never be in " +
		    "a page: use the key that begins with pk_.";
	if (!/^pk_\w+$/.test(key || ""))
		return "publishable-key must be the key that begins with pk_.";
	if (reference && reference.length > 200)
		return "client-reference-id may have 200 characters; this " +
		    "one has " + reference.length + ".";
	if (reference && !/^[A-Za-z0-9_-]+$/.test(reference))
		return "client-reference-id takes letters, digits, - and _ " +
		    "only.";
	if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
		return "customer-email must be a whole e-mail address.";
	return "";
}

/**
 * An element that shows an object of the API half and sells it.  A class of
 * it has `static of`: the tag, the attribute that names the object with what
 * its id begins with and what it is called, the path of the object, and the
 * texts while it waits and when it cannot be shown; and show(object).
 */
export class Component extends HTMLElement {
	#asked = 0;
	#due = false;
	root = this.attachShadow({ mode: "open" });
	at = {}; /* the attributes as what is shown was asked for */

	static get observedAttributes()
	{
		return [this.of.attribute, ...SHARED];
	}

	static define(own)
	{
		this.sheet = new CSSStyleSheet();
		this.sheet.replaceSync(own);
		if (!customElements.get(this.of.tag))
			customElements.define(this.of.tag, this);
	}

	constructor()
	{
		super();
		this.root.adoptedStyleSheets = [sheet, this.constructor.sheet];
	}

	connectedCallback()
	{
		this.#begin();
	}

	attributeChangedCallback(name, before, now)
	{
		if (this.isConnected && before !== now)
			this.#begin();
	}

	/* Once for however many attributes change at a time. */
	#begin()
	{
		if (this.#due)
			return;
		this.#due = true;
		queueMicrotask(() => {
			this.#due = false;
			this.#load();
		});
	}

	#complaint()
	{
		const { attribute, prefix, name } = this.constructor.of;

		if (!new RegExp(`^${prefix}[\\w-]+$`)
		    .test(this.at[attribute] || ""))
			return `${attribute} must be the id of a ${name}, ` +
			    `${prefix}…`;
		return complaint(this.at);
	}

	get #path()
	{
		const { attribute, path } = this.constructor.of;

		return path + encodeURIComponent(this.at[attribute]);
	}

	/* The object, by the secret of who looks where there is one. */
	#fetch()
	{
		const key = this.at["publishable-key"];
		const secret = this.at["customer-session-client-secret"];

		return secret ? ask(this.#path, { key,
		    customer_session_client_secret: secret }) :
		    ask(this.#path + "?key=" + encodeURIComponent(key));
	}

	async #load()
	{
		const turn = ++this.#asked;
		const { of } = this.constructor;

		this.at = Object.fromEntries(this.constructor
		    .observedAttributes.map((name) =>
		    [name, this.getAttribute(name)]));
		const wrong = this.#complaint();

		if (wrong !== "") {
			console.error(`<${of.tag}>: ${wrong}`);
			this.#fail(wrong);
			return;
		}
		this.root.replaceChildren(element("p", "wait", of.waiting));
		try {
			const object = await this.#fetch();

			if (turn !== this.#asked)
				return;
			this.root.replaceChildren();
			this.show(object);
			if (!object.livemode)
				this.root.append(element("p", "test",
				    "Test mode. No money moves."));
		} catch (e) {
			if (turn === this.#asked)
				this.#fail(e.message);
		}
	}

	#problem(message)
	{
		const box = element("div", "problem");
		const first = element("p");

		box.setAttribute("role", "alert");
		first.append(element("strong", "", message));
		box.append(first);
		return box;
	}

	#fail(message)
	{
		const box = this.#problem(this.constructor.of.failed);

		box.append(element("p", "", message));
		this.root.replaceChildren(box);
	}

	/** A choice by a button: more is what it adds to what is asked for. */
	async choose(button, more)
	{
		const text = button.textContent;
		const form = { key: this.at["publishable-key"],
		    page: location.href.split("#")[0], ...more };

		for (const name of SHARED.slice(1))
			if (this.at[name])
				form[name.replaceAll("-", "_")] =
				    this.at[name];
		this.root.querySelector(".problem")?.remove();
		button.disabled = true;
		button.textContent = "One moment…";
		/* Back from the payment page, it works again. */
		const again = () => {
			button.disabled = false;
			button.textContent = text;
		};
		window.addEventListener("pageshow", again, { once: true });
		try {
			const session = await ask(this.#path + "/sessions",
			    form);

			if (!/^https?:/.test(session.url))
				throw new Error(UNREACHABLE);
			location.assign(session.url);
		} catch (e) {
			const box = this.#problem(e.message);

			again();
			box.tabIndex = -1;
			box.append(element("p", "",
			    "You have not been charged."));
			this.root.prepend(box);
			box.focus();
		}
	}
}
