/*
 * Stripe(key) in test mode: what a page loads as /v3/ in the place of
 * https://js.stripe.com/v3/.  Of the real one it has the embedded checkout, and
 * the Payment Element with what confirms its payments.
 */
(function () {
	"use strict";

	const NAME = "embedded-checkout";
	const base = new URL(document.currentScript.src).origin;
	const UNREACHABLE = "The payment form could not be loaded. Check " +
	    "your connection and load this page again.";
	let current = null;

	class IntegrationError extends Error {
		name = "IntegrationError";
	}

	function check_key(key)
	{
		if (typeof key !== "string" || key === "")
			throw new IntegrationError("Please call Stripe() " +
			    "with your publishable key.");
		if (/^[sr]k_/.test(key))
			throw new IntegrationError("You should not use your " +
			    "secret key in a page. Use your publishable key " +
			    "with Stripe().");
		if (!/^pk_\w+$/.test(key))
			throw new IntegrationError("This is not a " +
			    "publishable key: it must begin with pk_.");
	}

	/* Asks the API whether a client secret is good before it is shown. */
	async function check_secret(key, secret)
	{
		let answer, body;

		try {
			answer = await fetch(new URL("/v3/embedded_checkout",
			    base), { method: "POST", credentials: "omit",
				cache: "no-store",
				referrerPolicy: "no-referrer",
				body: new URLSearchParams({ key,
				    client_secret: secret }) });
			body = await answer.json();
		} catch (e) {
			throw new Error(UNREACHABLE);
		}
		if (!answer.ok)
			throw new IntegrationError(body.error?.message ||
			    UNREACHABLE);
	}

	function find_place(place)
	{
		const found = typeof place === "string" ?
		    document.querySelector(place) : place;

		if (!(found instanceof Element))
			throw new IntegrationError("mount() takes an element " +
			    "of the page, or a selector that finds one.");
		return found;
	}

	/* A frame of the payment page, and what it and the page say. */
	class EmbeddedCheckout {
		#key;
		#secret;
		#completed;
		#told = false;
		#frame = null;
		#over = false;
		#hear = (event) => this.#message(event);

		constructor(key, secret, onComplete)
		{
			this.#key = key;
			this.#secret = secret;
			this.#completed = onComplete;
		}

		mount(place)
		{
			const found = find_place(place);

			this.#alive();
			this.unmount();
			this.#frame = document.createElement("iframe");
			this.#frame.name = NAME;
			this.#frame.title = "Secure payment form";
			this.#frame.allow = "payment *";
			this.#frame.style.display = "block";
			this.#frame.style.inlineSize = "100%";
			this.#frame.style.blockSize = "34rem";
			this.#frame.style.border = "0";
			this.#frame.style.colorScheme = "light dark";
			window.addEventListener("message", this.#hear);
			this.#frame.src = new URL("/c/embedded", base).href;
			found.replaceChildren(this.#frame);
		}

		unmount()
		{
			window.removeEventListener("message", this.#hear);
			this.#frame?.remove();
			this.#frame = null;
		}

		destroy()
		{
			this.unmount();
			this.#over = true;
			if (current === this)
				current = null;
		}

		#alive()
		{
			if (this.#over)
				throw new IntegrationError("This Embedded " +
				    "Checkout was destroyed. Make a new one.");
		}

		#message(event)
		{
			const frame = this.#frame;
			const said = event.data;

			if (event.source !== frame?.contentWindow ||
			    event.origin !== base || said?.from !== NAME)
				return;
			if (said.type === "ready")
				frame.contentWindow.postMessage({ from: NAME,
				    type: "open", key: this.#key,
				    clientSecret: this.#secret }, base);
			else if (said.type === "height" && said.height > 0)
				frame.style.blockSize =
				    Math.min(said.height, 20000) + "px";
			else if (said.type === "top")
				this.#show_top(frame);
			else if (said.type === "complete")
				this.#complete(said.url);
		}

		/* Brings what is wrong into view, if it is out of it. */
		#show_top(frame)
		{
			if (frame.getBoundingClientRect().top < 0)
				frame.scrollIntoView({ block: "start" });
		}

		/* Once, however often the frame is loaded again. */
		#complete(url)
		{
			if (this.#told)
				return;
			this.#told = true;
			if (/^https?:/.test(url || ""))
				location.assign(url);
			else if (typeof this.#completed === "function")
				this.#completed();
		}
	}

	async function init(key, options)
	{
		const { clientSecret, fetchClientSecret, onComplete } =
		    options || {};
		let secret = clientSecret;

		if (current !== null)
			throw new IntegrationError("You cannot have multiple " +
			    "Embedded Checkout objects.");
		if (secret === undefined &&
		    typeof fetchClientSecret !== "function")
			throw new IntegrationError("initEmbeddedCheckout() " +
			    "needs clientSecret or fetchClientSecret.");
		/* Taken at once: two calls at a time are two objects. */
		current = init;
		try {
			if (secret === undefined)
				secret = await fetchClientSecret();
			if (typeof secret !== "string" ||
			    !secret.includes("_secret_"))
				throw new IntegrationError("The client " +
				    "secret of a Checkout Session is expected, " +
				    "cs_…_secret_….");
			await check_secret(key, secret);
			current = new EmbeddedCheckout(key, secret, onComplete);
		} catch (e) {
			current = null;
			throw e;
		}
		return current;
	}

	const ELEMENT = "payment-element";
	const THREE_D_SECURE = "We are unable to authenticate your payment " +
	    "method. Please choose a different payment method and try again.";
	const OPTIONS = ["amount", "appearance", "clientSecret", "currency",
	    "customerSessionClientSecret", "fonts", "loader", "locale", "mode",
	    "onBehalfOf", "captureMethod", "paymentMethodTypes",
	    "payment_method_types", "setupFutureUsage"];
	let frames = 0;

	/* What is wrong with the connection, in the shape of the API's errors. */
	const unreachable = () => ({ error: { type: "api_connection_error",
	    message: UNREACHABLE } });

	/* An answer of the API as {ok, body}; never throws. */
	async function ask(path, { key, form, method = "POST" })
	{
		const headers = key ? { Authorization: `Bearer ${key}` } : {};

		try {
			const answer = await fetch(new URL(path, base), {
				method, headers, credentials: "omit",
				cache: "no-store", body: form,
				referrerPolicy: "no-referrer" });
			const body = await answer.json();

			return { ok: answer.ok, body };
		} catch (e) {
			return { ok: false, body: unreachable() };
		}
	}

	/* The two kinds of intent, by their client secrets. */
	function kind_of(secret, where)
	{
		const found = /^(pi|seti)_\w+_secret_\w+$/.exec(secret ?? "");

		if (!found)
			throw new IntegrationError(`Invalid value for ` +
			    `${where}: clientSecret should be a client ` +
			    "secret of the form ${id}_secret_${secret}.");
		return found[1] === "pi" ?
		    { object: "payment_intent", member: "paymentIntent" } :
		    { object: "setup_intent", member: "setupIntent" };
	}

	const path_of = (secret, more = "") =>
	    `/v1/${kind_of(secret, "clientSecret").object}s/` +
	    secret.split("_secret_")[0] + more;

	async function retrieve(key, secret)
	{
		const { member } = kind_of(secret, "clientSecret");
		const { ok, body } = await ask(path_of(secret) + "?" +
		    new URLSearchParams({ client_secret: secret }),
		    { key, method: "GET" });

		return ok ? { [member]: body } : { error: body.error };
	}

	/* The page of the buyer's bank over the shop's, until it is answered. */
	function show_bank(url)
	{
		const dialog = document.createElement("dialog");
		const frame = document.createElement("iframe");
		const close = document.createElement("button");

		frame.name = "__privateStripeFrame" + ++frames;
		frame.title = "Your bank";
		Object.assign(frame.style, { border: "0", inlineSize: "100%",
			blockSize: "100%", display: "block" });
		Object.assign(dialog.style, { padding: "0", border: "0",
			inlineSize: "min(100%, 30rem)", maxInlineSize: "100vw",
			blockSize: "min(100%, 32rem)", overflow: "hidden",
			borderRadius: "8px", colorScheme: "light dark" });
		Object.assign(close.style, { position: "absolute",
			insetBlockEnd: "8px", insetInlineEnd: "8px",
			minBlockSize: "44px", minInlineSize: "44px" });
		close.type = "button";
		close.textContent = "Close";
		dialog.setAttribute("aria-label", "Confirm with your bank");
		dialog.append(frame, close);
		document.body.append(dialog);
		return new Promise((done) => {
			const hear = (event) => {
				if (event.source === frame.contentWindow &&
				    event.origin === base &&
				    event.data?.from === ELEMENT &&
				    event.data.type === "answered")
					dialog.close();
			};

			window.addEventListener("message", hear);
			close.addEventListener("click", () => dialog.close());
			dialog.addEventListener("close", () => {
				window.removeEventListener("message", hear);
				dialog.remove();
				done();
			});
			frame.src = url;
			dialog.showModal();
			frame.focus();
		});
	}

	/* Goes where an intent leads; never comes back when it leaves. */
	async function next_action(key, secret, result)
	{
		const { member, object } = kind_of(secret, "clientSecret");
		const action = result[member]?.next_action;

		if (action?.type === "redirect_to_url") {
			location.assign(action.redirect_to_url.url);
			return new Promise(() => {});
		}
		if (action?.type !== "use_stripe_sdk")
			return result;
		await show_bank(action.use_stripe_sdk.stripe_js);
		const after = await retrieve(key, secret);
		const intent = after[member];

		if (!intent || !/^requires_(action|payment_method)$/
		    .test(intent.status))
			return after;
		/* The bank said no, or was left without an answer. */
		return { error: { ...(intent.last_payment_error ??
		    intent.last_setup_error ?? { code: object +
			"_authentication_failure", message: THREE_D_SECURE,
			type: "invalid_request_error" }), [object]: intent } };
	}

	/* return_url with what the real one adds to it. */
	function return_to(url, intent)
	{
		const to = new URL(url);
		const state = { succeeded: "succeeded", processing: "pending",
			requires_capture: "succeeded" };

		to.searchParams.set(intent.object, intent.id);
		to.searchParams.set(`${intent.object}_client_secret`,
		    intent.client_secret);
		to.searchParams.set("redirect_status",
		    state[intent.status] ?? "failed");
		return to.href;
	}

	/* A frame with the fields of a payment, in the page's own place. */
	class PaymentElement {
		#elements;
		#options;
		#frame = null;
		#calls = new Map();
		#heard = new Map();
		#ready = false;
		#over = false;
		#hear = (event) => this.#message(event);

		constructor(elements, options)
		{
			this.#elements = elements;
			this.#options = options;
		}

		mount(place)
		{
			const found = find_place(place);

			if (this.#over)
				throw new IntegrationError("This Element has " +
				    "already been destroyed. Please create a " +
				    "new one.");
			this.unmount();
			this.#frame = document.createElement("iframe");
			this.#frame.name = "__privateStripeFrame" + ++frames;
			this.#frame.title = "Secure payment input frame";
			this.#frame.allow = "payment *";
			Object.assign(this.#frame.style, { display: "block",
				inlineSize: "100%", blockSize: "22rem",
				border: "0", colorScheme: "light dark" });
			window.addEventListener("message", this.#hear);
			this.#frame.src = new URL("/v3/payment-element.html",
			    base).href;
			found.replaceChildren(this.#frame);
			this.#emit("loaderstart");
		}

		unmount()
		{
			window.removeEventListener("message", this.#hear);
			this.#frame?.remove();
			this.#frame = null;
			this.#ready = false;
			for (const answer of this.#calls.values())
				answer({ error: unreachable().error });
			this.#calls.clear();
		}

		destroy()
		{
			this.unmount();
			this.#over = true;
			this.#elements.forget(this);
		}

		on(type, listener)
		{
			this.#heard.set(type, [...this.#heard.get(type) ?? [],
			    listener]);
			return this;
		}

		off(type, listener)
		{
			this.#heard.set(type, (this.#heard.get(type) ?? [])
			    .filter((one) => listener && one !== listener));
			return this;
		}

		once(type, listener)
		{
			const first = (event) => {
				this.off(type, first);
				listener(event);
			};

			return this.on(type, first);
		}

		update(options)
		{
			this.#options = { ...this.#options, ...options };
			this.tell({ type: "update", options: this.#options });
		}

		focus() { this.tell({ type: "focus" }); }
		blur() { this.#frame?.blur(); }
		clear() { this.tell({ type: "clear" }); }
		collapse() { /* there is nothing that could be folded */ }

		#emit(type, more = {})
		{
			for (const listener of this.#heard.get(type) ?? [])
				listener({ elementType: "payment", ...more });
		}

		tell(what)
		{
			this.#frame?.contentWindow.postMessage(
			    { from: ELEMENT, ...what }, base);
		}

		/* Asks the frame something, once it shows the form. */
		call(type, more)
		{
			if (!this.#ready)
				throw new IntegrationError("The Payment " +
				    "Element is not mounted, or not ready yet.");
			return new Promise((done) => {
				const id = ++frames;

				this.#calls.set(id, done);
				this.tell({ type, id, ...more });
			});
		}

		async #open()
		{
			const { ok, body } = await this.#elements.session();

			if (!ok) {
				this.tell({ type: "failed" });
				this.#emit("loaderror", { error: body.error });
				return;
			}
			this.tell({ type: "open", session: body,
				options: this.#options,
				...this.#elements.told() });
		}

		#message(event)
		{
			const said = event.data;

			if (event.source !== this.#frame?.contentWindow ||
			    event.origin !== base || said?.from !== ELEMENT)
				return;
			if (said.type === "hello") {
				this.#open();
			} else if (said.type === "ready") {
				this.#ready = true;
				this.#emit("ready");
			} else if (said.type === "height" && said.height > 0) {
				this.#frame.style.blockSize =
				    Math.min(said.height, 20000) + "px";
			} else if (/^(change|focus|blur|escape)$/
			    .test(said.type)) {
				this.#emit(said.type, said.event);
			} else if (said.type === "answer") {
				this.#calls.get(said.id)?.(said.result);
				this.#calls.delete(said.id);
			}
		}
	}

	/* What the elements of one payment share. */
	class Elements {
		#key;
		#options;
		#payment = null;
		#session = null;
		submitted = false;
		confirming = null;

		constructor(key, options)
		{
			const unknown = Object.keys(options).filter((name) =>
			    !OPTIONS.includes(name));

			if (unknown.length > 0)
				console.warn("elements() does not know " +
				    unknown.join(", "));
			if (options.clientSecret !== undefined) {
				kind_of(options.clientSecret, "elements()");
				if (options.mode !== undefined)
					throw new IntegrationError("elements()" +
					    " takes clientSecret or mode, not " +
					    "both.");
			} else {
				Elements.#check_later(options);
			}
			this.#key = key;
			this.#options = { ...options };
		}

		/* An intent that is made when the buyer pays. */
		static #check_later({ mode, amount, currency })
		{
			if (!["payment", "setup", "subscription"]
			    .includes(mode))
				throw new IntegrationError("In order to " +
				    "create a payment element, you must pass " +
				    "a clientSecret or mode to elements().");
			if (mode !== "setup" && !(Number.isInteger(amount) &&
			    amount >= 0))
				throw new IntegrationError("Invalid value " +
				    "for elements(): amount should be a whole " +
				    "number of the currency's smallest unit.");
			if (!/^[a-z]{3}$/i.test(currency ?? "") &&
			    (mode !== "setup" || currency !== undefined))
				throw new IntegrationError("Invalid value " +
				    "for elements(): currency should be a " +
				    "three-letter code.");
		}

		create(type, options = {})
		{
			if (type !== "payment")
				throw new IntegrationError(`In test mode ` +
				    `there is the payment element, and no ` +
				    `${type} element.`);
			if (this.#payment)
				throw new IntegrationError("Can only create " +
				    "one Element of type payment.");
			this.#payment = new PaymentElement(this, options);
			return this.#payment;
		}

		getElement(type)
		{
			return String(type?.name ?? type)
			    .startsWith("payment") ? this.#payment : null;
		}

		forget(element)
		{
			if (this.#payment === element)
				this.#payment = null;
		}

		update(options)
		{
			const { clientSecret, customerSessionClientSecret,
			    ...more } = options;

			if (clientSecret !== undefined ||
			    customerSessionClientSecret !== undefined)
				throw new IntegrationError("elements.update()" +
				    " cannot change a client secret.");
			this.#options = { ...this.#options, ...more };
			if (this.#options.clientSecret === undefined)
				Elements.#check_later(this.#options);
			this.#payment?.tell({ type: "settings",
				...this.told() });
		}

		/* Asked once: a customer session is good for one rendering. */
		session()
		{
			const o = this.#options;
			const form = new URLSearchParams({ key: this.#key });

			if (this.#session)
				return this.#session;
			for (const [name, value] of Object.entries({
				client_secret: o.clientSecret, mode: o.mode,
				currency: o.currency?.toLowerCase(),
				locale: o.locale,
				customer_session_client_secret:
				    o.customerSessionClientSecret }))
				if (value !== undefined)
					form.set(name, value);
			this.#session = ask("/v3/payment_element", { form });
			return this.#session;
		}

		async fetchUpdates()
		{
			return {};
		}

		async submit()
		{
			if (!this.#payment)
				throw new IntegrationError("There is no " +
				    "element to submit.");
			const result = await this.#payment.call("submit", {});

			this.submitted = !result.error;
			return result;
		}

		/* What the frame is told of the page's wishes, and of the keys. */
		told()
		{
			const { appearance, locale, amount, currency, mode,
			    customerSessionClientSecret } = this.#options;

			return JSON.parse(JSON.stringify({ appearance, locale,
			    amount, currency, mode, key: this.#key,
			    customerSecret: customerSessionClientSecret }));
		}

		get clientSecret() { return this.#options.clientSecret; }
	}

	/* A confirmation without an element: of a method that is known. */
	function confirm_known(key, secret, params)
	{
		const form = new URLSearchParams({ client_secret: secret,
			use_stripe_sdk: "true" });

		for (const name of ["payment_method", "return_url",
		    "receipt_email", "setup_future_usage"])
			if (params[name] !== undefined)
				form.set(name, params[name]);
		return ask(path_of(secret, "/confirm"), { key, form });
	}

	async function confirm_once(key, secret, elements, params)
	{
		const { member } = kind_of(secret, "clientSecret");
		const element = elements?.getElement("payment");
		const { ok, body } = element ?
		    await element.call("confirm", { path: path_of(secret,
			"/confirm"), secret, params }) :
		    await confirm_known(key, secret, params);

		return ok ? next_action(key, secret, { [member]: body }) :
		    { error: body.error };
	}

	async function confirm(key, name, options)
	{
		const { elements, confirmParams = {}, redirect = "always" } =
		    options ?? {};
		const secret = options?.clientSecret ?? elements?.clientSecret;
		const to = confirmParams.return_url;
		const { member } = kind_of(secret, name);

		if (member !== (name === "stripe.confirmSetup()" ?
		    "setupIntent" : "paymentIntent"))
			throw new IntegrationError(`${name} does not take ` +
			    `the client secret of a ${member}.`);
		if (redirect !== "always" && redirect !== "if_required")
			throw new IntegrationError(`Invalid value for ${name}` +
			    ": redirect should be always or if_required.");
		if (redirect === "always" && !/^https?:\/\//.test(to ?? ""))
			throw new IntegrationError(`${name} needs an ` +
			    "absolute http or https address as " +
			    "confirmParams.return_url.");
		if (elements && elements.clientSecret === undefined &&
		    !elements.submitted)
			throw new IntegrationError("elements.submit() must " +
			    `be called before ${name}.`);
		/* Pressed twice, it is one confirmation. */
		const going = elements?.confirming ??
		    confirm_once(key, secret, elements, confirmParams);

		if (elements)
			elements.confirming = going;
		const result = await going.finally(() => {
			if (elements)
				elements.confirming = null;
		});

		if (result.error || redirect === "if_required")
			return result;
		location.assign(return_to(to, result[member]));
		return new Promise(() => {});
	}

	async function handle_next(key, { clientSecret } = {})
	{
		const result = await retrieve(key, clientSecret);

		return result.error ? result :
		    next_action(key, clientSecret, result);
	}

	/*
	 * The older calls for cards: of a payment method that is known, or of
	 * the one its intent has.  A card is typed into a payment element only.
	 */
	async function confirm_card(key, name, kind, secret, data = {},
	    { handleActions = true } = {})
	{
		const { member } = kind_of(secret, name);
		const method = data.payment_method;

		if (member !== kind)
			throw new IntegrationError(`${name} does not take ` +
			    `the client secret of a ${member}.`);
		if (method !== undefined && typeof method !== "string")
			throw new IntegrationError(`${name} takes the id of ` +
			    "a payment method. " + NO_CARD);
		const { ok, body } = await confirm_known(key, secret, data);

		if (!ok)
			return { error: body.error };
		return handleActions ?
		    next_action(key, secret, { [member]: body }) :
		    { [member]: body };
	}

	const NO_CARD = "In test mode a card is typed into the payment " +
	    "element, and stripe.confirmPayment() sends it.";

	function refuse_card(name)
	{
		throw new IntegrationError(`${name} has nothing to read a ` +
		    "card from. " + NO_CARD);
	}

	/* Called with new or without, like the real one. */
	function Stripe(key)
	{
		check_key(key);
		return Object.freeze({
			/* Wrappers say who they are; nobody here counts them. */
			_registerWrapper() {},
			registerAppInfo() {},
			confirmCardPayment: (secret, ...more) =>
			    confirm_card(key, "stripe.confirmCardPayment()",
			    "paymentIntent", secret, ...more),
			confirmCardSetup: (secret, ...more) =>
			    confirm_card(key, "stripe.confirmCardSetup()",
			    "setupIntent", secret, ...more),
			createPaymentMethod: () =>
			    refuse_card("stripe.createPaymentMethod()"),
			createToken: () => refuse_card("stripe.createToken()"),
			confirmPayment: (options) =>
			    confirm(key, "stripe.confirmPayment()", options),
			confirmSetup: (options) =>
			    confirm(key, "stripe.confirmSetup()", options),
			elements: (options = {}) => new Elements(key, options),
			handleNextAction: (options) =>
			    handle_next(key, options),
			initEmbeddedCheckout: (options) => init(key, options),
			retrievePaymentIntent: (secret) =>
			    retrieve(key, secret),
			retrieveSetupIntent: (secret) => retrieve(key, secret),
		});
	}

	Stripe.version = 3;
	window.Stripe ??= Stripe;
})();
