/*
 * The frame of a Payment Element in test mode: the fields of a card or an
 * account, the customer's saved payment methods, and the call that confirms.
 * What is typed stays in this frame.  The other end is stripe.js; ids and
 * names are those of the real one's fields.
 */
(function () {
	"use strict";

	const NAME = "payment-element";
	const { card_text, digits, expiry_text, keep } = window.TillCard;
	const COUNTRIES = (
	    "AD AE AF AG AI AL AM AO AQ AR AT AU AW AX AZ BA BB BD BE BF BG " +
	    "BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CD CF CG CH CI " +
	    "CK CL CM CN CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER " +
	    "ES ET FI FJ FK FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR " +
	    "GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IS IT JE JM " +
	    "JO JP KE KG KH KI KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU " +
	    "LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX " +
	    "MY MZ NA NC NE NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL " +
	    "PM PN PR PS PT PY QA RE RO RS RU RW SA SB SC SE SG SH SI SJ SK " +
	    "SL SM SN SO SR SS ST SV SX SZ TC TD TF TG TH TJ TK TL TM TN TO " +
	    "TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WF WS YE YT ZA " +
	    "ZM ZW").split(" ");
	/* Where the real one asks for a postal code. */
	const POSTAL = ["CA", "GB", "US"];
	const TEST_CARDS = [["4242 4242 4242 4242", "test_pays"],
	    ["4000 0000 0000 0002", "test_declined"],
	    ["4000 0000 0000 3220", "test_challenge"]];
	const TEST_ACCOUNTS = [["AT61 1904 3002 3457 3201", "test_pays"],
	    ["AT86 1904 3002 3547 3202", "test_fails"]];
	const BRANDS = { amex: "American Express", diners: "Diners Club",
		discover: "Discover", jcb: "JCB", mastercard: "Mastercard",
		unionpay: "UnionPay", visa: "Visa" };
	/* Which field an error of the API is about. */
	const BLAMED = { expired_card: "expiry", incorrect_cvc: "cvc",
		incorrect_number: "number", invalid_cvc: "cvc",
		invalid_expiry_month: "expiry", invalid_expiry_year: "expiry",
		invalid_iban: "iban", incomplete_iban: "iban",
		incomplete_number: "number" };
	const main = document.getElementById("main");
	let told = {}, session = null, options = {}, form = null;
	let words = { texts: {}, messages: {}, language: "en" };
	let page = "*"; /* the origin of the page around, once it is known */

	function tell(type, more)
	{
		window.parent.postMessage({ from: NAME, type, ...more }, page);
	}

	/* A word in the buyer's language, with what goes into it. */
	const say = (key, ...more) => (words.texts[key] ?? "").replace(
	    /\{(\d)\}/g, (whole, i) => more[i] ?? whole);

	/* A message of the API in it. */
	const said_so = (message) => words.messages[message] ?? message;

	/* An element with its attributes and what is in it. */
	function make(tag, attributes = {}, ...inside)
	{
		const made = document.createElement(tag);

		for (const [name, value] of Object.entries(attributes))
			if (value === true)
				made.setAttribute(name, "");
			else if (value !== false && value !== undefined)
				made.setAttribute(name, value);
		made.append(...inside.filter((one) => one));
		return made;
	}

	const field = (name) =>
	    document.getElementById(`Field-${name}Input`);

	function labelled(name, label, input)
	{
		const id = `Field-${name}Input`;

		input.id = id;
		input.name = name;
		return make("div", { class: "field", "data-field": name },
		    make("label", { for: id }, label), input,
		    make("p", { class: "wrong", id: `Field-${name}Error`,
			hidden: true }));
	}

	const text_field = (name, label, attributes) =>
	    labelled(name, label, make("input", { type: "text",
		autocapitalize: "off", spellcheck: "false", ...attributes }));

	/* Whether the page leaves a detail of the buyer's to the element. */
	function asks(...steps)
	{
		let at = options.fields?.billingDetails;

		for (const step of steps) {
			if (at === "never")
				return false;
			at = at?.[step];
		}
		return at !== "never";
	}

	function country_field()
	{
		const known = options.defaultValues?.billingDetails;
		const chosen = known?.address?.country ?? "US";
		const names = new Intl.DisplayNames([words.language],
		    { type: "region" });
		const list = COUNTRIES.map((code) => [names.of(code), code])
		    .sort((a, b) => a[0].localeCompare(b[0], words.language));

		return labelled("country", say("country"), make("select", {
			autocomplete: "billing country" },
		    ...list.map(([name, code]) => make("option", {
			value: code, selected: code === chosen }, name))));
	}

	function card_fields()
	{
		const known = options.defaultValues?.billingDetails;

		return make("div", { class: "fields by-card" },
		    text_field("number", say("card_number"), { dir: "ltr",
			inputmode: "numeric", autocomplete: "cc-number",
			placeholder: "1234 1234 1234 1234" }),
		    make("div", { class: "pair" },
			text_field("expiry", say("expiry_date"), { dir: "ltr",
			    inputmode: "numeric", autocomplete: "cc-exp",
			    placeholder: say("expiry_hint") }),
			text_field("cvc", say("security_code"), { dir: "ltr",
			    inputmode: "numeric", autocomplete: "cc-csc",
			    placeholder: "CVC" })),
		    make("div", { class: "pair" },
			asks("address", "country") && country_field(),
			asks("address", "postalCode") &&
			    text_field("postalCode", say("postal_code"), {
				autocomplete: "billing postal-code",
				value: known?.address?.postal_code })));
	}

	function debit_fields()
	{
		const known = options.defaultValues?.billingDetails;

		return make("div", { class: "fields by-debit" },
		    text_field("iban", "IBAN", { dir: "ltr",
			placeholder: "DE00 0000 0000 0000 0000 00" }),
		    asks("name") && text_field("name", say("name_account"), {
			autocomplete: "name", value: known?.name }),
		    asks("email") && text_field("email", say("email"), {
			type: "email", autocomplete: "email",
			value: known?.email }),
		    make("p", { class: "quiet" }, say("mandate_shop")));
	}

	/* Card or debit, where both may be used. */
	function choice()
	{
		const one = (type, text, checked) => make("label", {},
		    make("input", { type: "radio", name: "type", value: type,
			checked }), text);

		if (session.types.length < 2)
			return null;
		return make("div", { class: "choice", role: "radiogroup",
			"aria-label": say("how_you_pay") },
		    one("card", say("card"), true),
		    one("sepa_debit", say("sepa_debit"), false));
	}

	function words_of(method)
	{
		if (method.type !== "card")
			return say("saved_account", method.last4);
		return say("saved_card", BRANDS[method.brand] ?? say("card"),
		    method.last4);
	}

	/* Takes a saved payment method away, once that was confirmed. */
	async function remove(row, method, button)
	{
		button.disabled = true;
		const { ok, body } = await ask("/v3/payment_element/remove",
		    { payment_method: method.id });

		button.disabled = false;
		if (!ok) {
			const wrong = row.querySelector(".wrong");

			wrong.textContent = said_so(body.error.message);
			wrong.hidden = false;
			return;
		}
		const was = row.querySelector("input").checked;

		row.remove();
		const left = form.querySelectorAll("[name=saved]");

		if (was)
			left[0].checked = true;
		if (left.length === 1)
			form.querySelector(".saved").hidden = true;
		said.textContent = say("element_removed", words_of(method));
		(left.length > 1 ? left[0] : field("number") ??
		    field("iban")).focus();
		changed();
	}

	function remove_buttons(row, method)
	{
		const what = words_of(method);
		const ask_first = make("button", { type: "button",
			class: "back", "aria-label": say("remove_named", what) },
		    say("remove"));
		const sure = make("button", { type: "button",
			class: "back", hidden: true,
			"aria-label": say("element_remove_named", what) },
		    say("element_remove"));
		const not = make("button", { type: "button", class: "back",
			hidden: true, "aria-label": say("element_keep_named",
			    what) }, say("element_keep"));
		const show = (asking) => {
			ask_first.hidden = asking;
			sure.hidden = not.hidden = !asking;
			(asking ? sure : ask_first).focus();
		};

		ask_first.addEventListener("click", () => show(true));
		not.addEventListener("click", () => show(false));
		sure.addEventListener("click", () =>
		    remove(row, method, sure));
		return [ask_first, sure, not];
	}

	function saved_row(method, checked)
	{
		const until = method.exp_month ? make("span", {
			class: "quiet" }, ` ${String(method.exp_month)
		    .padStart(2, "0")} / ${method.exp_year}`) : null;
		const row = make("li", { class: "row" },
		    make("label", { class: "check" },
			make("input", { type: "radio", name: "saved",
			    value: method.id, checked }),
			make("span", {}, words_of(method), until)));

		if (session.customer.remove)
			row.append(...remove_buttons(row, method));
		row.append(make("p", { class: "wrong", role: "alert",
			hidden: true }));
		return row;
	}

	function saved_list()
	{
		const methods = session.customer?.methods ?? [];

		if (methods.length === 0)
			return null;
		return make("fieldset", { class: "saved" },
		    make("legend", {}, say("element_saved")),
		    make("ul", {}, ...methods.map((method, i) =>
			saved_row(method, i === 0)),
			make("li", { class: "row" }, make("label",
			    { class: "check" }, make("input", {
				type: "radio", name: "saved", value: "" }),
			    make("span", {}, say("use_another"))))));
	}

	function save_box()
	{
		return session.customer?.save ? make("label", {
			class: "check saving" },
		    make("input", { type: "checkbox", id: "Field-saveInput",
			name: "save" }),
		    make("span", {}, say("element_save"))) : null;
	}

	function test_band()
	{
		const numbers = [...takes("card") ? TEST_CARDS : [],
		    ...takes("sepa_debit") ? TEST_ACCOUNTS : []];
		const one = ([number, outcome]) => {
			const button = make("button", { type: "button",
				class: "card", title: say("fill_card") },
			    make("span", { class: "code", dir: "ltr" },
				number), ` ${say(outcome)}`);

			button.addEventListener("click", () => use(number));
			return make("li", {}, button);
		};

		return make("aside", { class: "band",
			"aria-label": say("test_mode") },
		    make("p", {}, make("strong", {}, say("test_mode_says"))),
		    make("ul", { class: "cards" }, ...numbers.map(one)));
	}

	const takes = (type) => session.types.includes(type);
	const said = make("p", { class: "unseen", role: "status" });

	/* Fills a test card or account in. */
	function use(number)
	{
		const card = /^\d/.test(number);
		const fill = (name, text) => {
			if (field(name) && (name !== "name" ||
			    !field(name).value))
				field(name).value = text;
		};
		const another = form.querySelector("[name=saved][value='']");

		if (another)
			another.checked = true;
		if (form.querySelector("[name=type]"))
			form.querySelector(`[value=${card ? "card" :
			    "sepa_debit"}]`).checked = true;
		if (card) {
			fill("number", number);
			fill("expiry", "12 / 34");
			fill("cvc", "123");
			if (field("postalCode")?.value === "")
				fill("postalCode", "12345");
		} else {
			fill("iban", number);
			fill("name", "Jenny Rosen");
			if (field("email")?.value === "")
				fill("email", "shopper@example.com");
		}
		show_chosen();
		changed();
	}

	/* What the buyer has chosen to pay with. */
	function chosen()
	{
		const saved = form.querySelector("[name=saved]:checked");
		const type = form.querySelector("[name=type]:checked");

		if (saved && saved.value !== "")
			return session.customer.methods.find(({ id }) =>
			    id === saved.value);
		return { type: type ? type.value : session.types[0] };
	}

	/* Only the fields of what was chosen are there. */
	function show_chosen()
	{
		const { id, type } = chosen();

		form.querySelector(".choice")?.toggleAttribute("hidden",
		    Boolean(id));
		form.querySelector(".saving")?.toggleAttribute("hidden",
		    Boolean(id));
		form.querySelector(".by-card")?.toggleAttribute("hidden",
		    Boolean(id) || type !== "card");
		form.querySelector(".by-debit")?.toggleAttribute("hidden",
		    Boolean(id) || type !== "sepa_debit");
	}

	function luhn(number)
	{
		return [...number].reverse().reduce((sum, digit, i) => {
			const d = Number(digit) * (i % 2 + 1);

			return sum + (d > 9 ? d - 9 : d);
		}, 0) % 10 === 0;
	}

	/* What is wrong with one field: [code, message], or null. */
	const checks = {
		number(text) {
			const all = digits(text);

			if (all.length < 12)
				return ["incomplete_number",
				    "Your card number is incomplete."];
			return luhn(all) ? null : ["invalid_number",
			    "Your card number is incorrect."];
		},
		expiry(text) {
			const all = digits(text);
			const month = Number(all.slice(0, 2));
			const year = 2000 + Number(all.slice(-2));

			if (all.length !== 4 && all.length !== 6)
				return ["incomplete_expiry", "Your card's " +
				    "expiration date is incomplete."];
			if (month < 1 || month > 12)
				return ["invalid_expiry", "Your card's " +
				    "expiration date is invalid."];
			/* The API's clock decides on this year's months. */
			return year >= new Date().getUTCFullYear() ? null :
			    ["invalid_expiry_year_past", "Your card's " +
				"expiration date is in the past."];
		},
		cvc(text) {
			const amex = /^3[47]/.test(digits(field("number")
			    .value));

			return digits(text).length === (amex ? 4 : 3) ? null :
			    ["incomplete_cvc", "Your card's security code " +
				"is incomplete."];
		},
		country: () => null,
		postalCode(text) {
			const country = field("country")?.value ?? "US";

			return text !== "" || !POSTAL.includes(country) ?
			    null : ["incomplete_zip", say("element_postal")];
		},
		iban: (text) => digits(text).length >= 10 ? null :
		    ["incomplete_iban", "Your IBAN is incomplete."],
		name: (text) => text !== "" ? null :
		    ["incomplete_name", say("enter_name_account")],
		email: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ?
		    null : ["incomplete_email", say("email_incomplete")],
	};

	const fields_now = () => Object.keys(checks).filter((name) =>
	    field(name) && !field(name).closest("[hidden]"));

	function blame(name, message)
	{
		const input = field(name);
		const line = document.getElementById(`Field-${name}Error`);

		line.textContent = message ? said_so(message) : "";
		line.hidden = !message;
		if (message) {
			input.setAttribute("aria-invalid", "true");
			input.setAttribute("aria-describedby", line.id);
		} else {
			input.removeAttribute("aria-invalid");
			input.removeAttribute("aria-describedby");
		}
	}

	/* Checks all of them; the first that is wrong gets the focus. */
	function submit()
	{
		let first = null;

		for (const name of fields_now()) {
			const wrong = checks[name](field(name).value.trim());

			blame(name, wrong?.[1]);
			if (wrong && !first) {
				first = { type: "validation_error",
					code: wrong[0],
					message: said_so(wrong[1]) };
				field(name).focus();
			}
		}
		return first ? { error: first } :
		    { selectedPaymentMethod: chosen().type };
	}

	function changed()
	{
		const { id, type } = chosen();
		const values = fields_now().map((name) => [name,
		    field(name).value.trim()]);

		tell("change", { event: { collapsed: false,
			complete: Boolean(id) || values.every(([name, text]) =>
			    checks[name](text) === null),
			empty: !id && values.every(([name, text]) =>
			    name === "country" || text === ""),
			value: { type, ...id && { payment_method: { id,
			    type } } } } });
	}

	/* Asks the API, as {ok, body}; never throws. */
	async function ask(path, fields, headers = {})
	{
		const more = path.startsWith("/v3/") ? { key: told.key,
			customer_session_client_secret: told.customerSecret } :
		    {};

		try {
			const answer = await fetch(path, { method: "POST",
				headers, cache: "no-store",
				credentials: "omit",
				body: new URLSearchParams({ ...more,
				    ...fields }) });

			return { ok: answer.ok, body: await answer.json() };
		} catch (e) {
			return { ok: false, body: { error: { message:
			    say("element_away"),
			    type: "api_connection_error" } } };
		}
	}

	/* Adds a tree's leaves by their bracketed names. */
	function spread(out, name, value)
	{
		if (value !== null && typeof value === "object")
			for (const [key, inner] of Object.entries(value))
				spread(out, name ? `${name}[${key}]` : key,
				    inner);
		else if (value !== undefined && value !== null &&
		    value !== "")
			out[name] = String(value);
	}

	const value_of = (name) => field(name) &&
	    !field(name).closest("[hidden]") ? field(name).value.trim() :
	    undefined;

	/* The payment method that was typed, as the API takes it. */
	function typed(given)
	{
		const { type } = chosen();
		const expiry = digits(value_of("expiry") ?? "");
		const own = type === "card" ? { card: {
			number: digits(value_of("number")),
			exp_month: Number(expiry.slice(0, 2)),
			exp_year: 2000 + Number(expiry.slice(-2)),
			cvc: digits(value_of("cvc")) } } :
		    { sepa_debit: { iban: value_of("iban") } };
		const details = given?.billing_details ?? {};

		return { ...given, type, ...own,
			...session.customer?.save && { allow_redisplay:
			    wants_saving() ? "always" : "limited" },
			billing_details: { ...details,
			    name: value_of("name") || details.name,
			    email: value_of("email") || details.email,
			    address: { ...details.address,
				country: value_of("country") ??
				    details.address?.country,
				postal_code: value_of("postalCode") ||
				    details.address?.postal_code } } };
	}

	const wants_saving = () => Boolean(session.customer?.save &&
	    document.getElementById("Field-saveInput")?.checked);

	async function confirm({ path, secret, params })
	{
		const { payment_method_data: given, ...more } = params ?? {};
		const { id } = chosen();
		const wrong = submit();
		const sent = {};

		if (wrong.error)
			return { ok: false, body: wrong };
		if (told.customerSecret) {
			const still = await ask("/v3/payment_element/check");

			if (!still.ok)
				return still;
		}
		spread(sent, "", { ...more, client_secret: secret,
			use_stripe_sdk: true,
			...id ? { payment_method: id } :
			    { payment_method_data: typed(given) },
			...!id && wants_saving() &&
			    secret.startsWith("pi_") && {
				setup_future_usage:
				    session.customer.save_usage } });
		const result = await ask(path, sent,
		    { Authorization: `Bearer ${told.key}` });
		const blamed = BLAMED[result.body?.error?.code];

		if (!result.ok)
			result.body.error.message =
			    said_so(result.body.error.message);

		if (!result.ok && !id && blamed && field(blamed)) {
			blame(blamed, result.body.error.message);
			field(blamed).focus();
		}
		return result;
	}

	/* The page's wishes for colours and the like, where they can be. */
	function wear(appearance)
	{
		const night = { "--surface": "#1f1f24", "--raised": "#2a2a31",
			"--ink": "#f2f2f5", "--quiet": "#b4b4bd",
			"--brand": "#9db2ff", "--stop": "#ffa79c",
			"--line": "#4a4a55", "--edge": "#8f8f9b",
			"--tint": "#2a2a31" };
		const own = { borderRadius: "--radius", colorBackground:
		    "--surface", colorDanger: "--stop", colorPrimary:
		    "--brand", colorText: "--ink", colorTextSecondary:
		    "--quiet", fontFamily: "--font" };
		const style = document.documentElement.style;

		for (const name of [...Object.keys(night),
		    ...Object.values(own)])
			style.removeProperty(name);
		if (appearance?.theme === "night")
			for (const [name, value] of Object.entries(night))
				style.setProperty(name, value);
		for (const [name, value] of
		    Object.entries(appearance?.variables ?? {}))
			if (name in own)
				style.setProperty(own[name], value);
		if (appearance?.variables?.colorBackground)
			style.setProperty("--raised",
			    appearance.variables.colorBackground);
	}

	function draw()
	{
		form = make("form", { class: "form", novalidate: true,
			"aria-label": say("how_you_pay") },
		    saved_list(), choice(),
		    takes("card") && card_fields(),
		    takes("sepa_debit") && debit_fields(), save_box(), said);
		main.replaceChildren(test_band(), form);
		keep("Field-numberInput", card_text);
		keep("Field-expiryInput", expiry_text);
		keep("Field-cvcInput", (text) => digits(text).slice(0, 4));
		form.addEventListener("submit", (event) =>
		    event.preventDefault());
		form.addEventListener("change", show_chosen);
		form.addEventListener("input", changed);
		form.addEventListener("focusout", (event) => {
			const name = event.target.name;

			if (name in checks && event.target.value !== "")
				blame(name, checks[name](
				    event.target.value.trim())?.[1]);
		});
		if (options.readOnly)
			form.querySelectorAll("input, select, button")
			    .forEach((one) => { one.disabled = true; });
		show_chosen();
	}

	const takers = {
		open(said_now) {
			told = said_now;
			({ session, options = {} } = said_now);
			options ??= {};
			words = session.words;
			document.documentElement.lang = words.language;
			document.documentElement.dir = words.direction;
			wear(told.appearance);
			draw();
			tell("ready");
			changed();
		},
		settings(said_now) {
			told = { ...told, ...said_now };
			wear(told.appearance);
		},
		update(said_now) {
			options = said_now.options ?? {};
			draw();
		},
		failed() {
			/* The page says why, in its own words. */
			main.replaceChildren();
		},
		focus: () => form?.querySelector("input")?.focus(),
		clear: () => form?.reset(),
		submit: () => submit(),
		confirm: (said_now) => confirm(said_now),
	};

	/* Only the page around is heard. */
	window.addEventListener("message", async (event) => {
		const { from, type, id } = event.data ?? {};

		if (event.source !== window.parent || from !== NAME ||
		    !Object.hasOwn(takers, type))
			return;
		page = event.origin;
		const result = await takers[type](event.data);

		if (id !== undefined)
			tell("answer", { id, result });
	});
	if (window.parent === window) {
		main.textContent = "This page is part of a shop's page.";
		return;
	}
	new ResizeObserver(() => tell("height", { height: Math.ceil(
	    document.body.getBoundingClientRect().height) }))
	    .observe(document.body);
	tell("hello");
})();
