/*
 * The payment page in the browser: digits in groups, one press of the
 * button, test cards, changes of the bill without a new page.  The page works
 * without it.
 */
(function () {
	"use strict";

	const form = document.getElementById("pay");

	function digits(text)
	{
		return text.replace(/\D/g, "");
	}

	/* 15 digits of an American Express card stand as 4, 6 and 5. */
	function card_text(text)
	{
		const all = digits(text).slice(0, 19);

		if (/^3[47]/.test(all))
			return [all.slice(0, 4), all.slice(4, 10),
			    all.slice(10, 15)].filter(Boolean).join(" ");
		return (all.match(/\d{1,4}/g) || []).join(" ");
	}

	/* "1/29", "0129", "01 / 2029" and "129" on the way are "01 / 29". */
	function expiry_text(text, growing)
	{
		const cut = text.indexOf("/");
		let month = digits(cut < 0 ? text : text.slice(0, cut));
		let year = cut < 0 ? "" : digits(text.slice(cut));

		if (cut < 0 && /^([2-9]|1[3-9])/.test(month))
			month = "0" + month;
		if (cut > 0 && month.length === 1)
			month = "0" + month;
		year = month.slice(2) + year;
		month = month.slice(0, 2);
		if (year.length >= 4 && year.startsWith("20"))
			year = year.slice(2);
		/* "20" may yet become 2029: four digits are waited for. */
		year = year.slice(0, year.startsWith("20") ? 4 : 2);
		if (month.length === 2 && (year !== "" || growing))
			return month + " / " + year;
		return month;
	}

	/* How fields are rewritten as they are typed. */
	const writers = {
		cardNumber: card_text,
		cardExpiry: expiry_text,
		cardCvc: (text) => digits(text).slice(0, 4),
	};

	/* Rewrites a field as it is typed and leaves the caret where it was. */
	function rewrite(event, write)
	{
		const field = event.target;
		const growing = !/^delete/.test(event.inputType || "");
		const at = field.selectionStart;
		const atEnd = at === field.value.length;
		const before = digits(field.value.slice(0, at)).length;

		field.value = write(field.value, growing);
		if (atEnd)
			return;
		let to = 0;
		for (let seen = 0; seen < before &&
		    to < field.value.length; to++)
			if (/\d/.test(field.value[to]))
				seen++;
		field.setSelectionRange(to, to);
	}

	function keep(event)
	{
		const write = writers[event.target.id];

		if (write)
			rewrite(event, write);
	}

	function fill(id, text, always)
	{
		const field = document.getElementById(id);

		if (field && (always || field.value === ""))
			field.value = text;
	}

	/* Chooses one of the kinds of payment method, where there are two. */
	function choose(kind)
	{
		const radio = form.querySelector(`[value="${kind}"]`);

		if (radio)
			radio.checked = true;
	}

	function use_account(iban)
	{
		choose("new");
		choose("sepa_debit");
		fill("email", "shopper@example.com", false);
		fill("iban", iban, true);
		fill("billingName", "Jenny Rosen", false);
	}

	function use_card(number)
	{
		const amex = /^3[47]/.test(number);

		choose("new");
		choose("card");
		fill("email", "shopper@example.com", false);
		fill("cardNumber", card_text(number), true);
		fill("cardExpiry", "12 / 34", true);
		fill("cardCvc", amex ? "1234" : "123", true);
		fill("billingName", "Jenny Rosen", false);
		fill("billingPostalCode", "12345", false);
	}

	/* Says of a field whether its country has it, and needs it. */
	function ask(field, label, needed)
	{
		const box = field.closest(".field");

		box.hidden = label === undefined;
		field.required = needed;
		box.querySelector("label .quiet").hidden = needed;
		if (label)
			box.querySelector("label bdi").textContent = label;
	}

	/* Puts a list in the place of an input, or the other way round. */
	function replace(field, list)
	{
		const kind = list ? "select" : "input";
		const other = document.createElement(kind);

		for (const name of ["id", "name", "autocomplete",
		    "data-live"])
			if (field.hasAttribute(name))
				other.setAttribute(name,
				    field.getAttribute(name));
		if (list)
			other.append(list.content.cloneNode(true));
		else
			other.maxLength = 200;
		field.replaceWith(other);
		return other;
	}

	/* Brings an address to the form of its country. */
	function reform(prefix, country)
	{
		const words = document.getElementById("area-words").dataset;
		const { area = "", code = "" } =
		    country.selectedOptions[0].dataset;
		const city = document.getElementById(prefix + "Locality");
		const zip = document.getElementById(prefix + "PostalCode");
		let field = document.getElementById(prefix +
		    "AdministrativeArea");
		const list = document.querySelector(
		    `template[data-areas="${country.value}"]`);

		if (!field)
			return;
		field = replace(field, list);
		ask(field, words[area.replace(/[!-]/g, "")],
		    area.includes("!"));
		ask(zip, words[code.replace("!", "")], code.includes("!"));
		ask(city, area.includes("-") ? undefined : "", true);
	}

	/* What only some countries have beside an address. */
	function follow()
	{
		const same = document.getElementById(
		    "cardUseShippingAsBilling");
		const ship = document.getElementById("shippingCountry");
		const bill = document.getElementById("billingCountry");
		const to = ship || bill;
		const by = bill && !(same && same.checked) ? bill : ship;
		const news = form.querySelector(".promotions");
		const tax = document.getElementById("taxId");
		const sample = by && by.selectedOptions[0].dataset.tax;

		if (news && to)
			news.hidden = to.value !== "US";
		if (!tax)
			return;
		tax.placeholder = sample || "";
		if (!document.getElementById("purchasingAsBusinessCheckbox"))
			tax.closest("fieldset").hidden = !sample;
	}

	/* An address is as its country has it, also one that came later. */
	function addresses()
	{
		form.addEventListener("change", function (event) {
			const [, prefix] = /^(shipping|billing)Country$/.exec(
			    event.target.id) || [];

			if (prefix)
				reform(prefix, event.target);
			follow();
		});
		follow();
	}

	/* A phone number is shown as it is sent: what no number has goes. */
	function phone()
	{
		const field = document.getElementById("phoneNumber");

		if (field)
			field.addEventListener("input", function () {
				const good = field.value.replace(
				    /[^\d +().\/-]/g, "");

				if (good !== field.value)
					field.value = good;
			});
	}

	function once()
	{
		const button = form.querySelector("button[data-working]");
		let text = button.textContent;

		button.addEventListener("renamed", function () {
			text = button.textContent;
		});

		form.addEventListener("submit", function (event) {
			if (form.dataset.sent) {
				event.preventDefault();
				return;
			}
			form.dataset.sent = "yes";
			button.textContent = button.dataset.working;
			button.disabled = true;
		});
		window.addEventListener("pageshow", function () {
			delete form.dataset.sent;
			button.textContent = text;
			button.disabled = false;
		});
	}

	/* The parts of the page that a change of the bill puts anew. */
	const parts = ["buying", "notices", "shownTotal", "payNow", "means"];
	let pending = null, busy = false;

	/* Puts a part of the answer in its place; means only when it is new. */
	function swap(id, page)
	{
		const old = document.getElementById(id);
		const made = page.getElementById(id);

		if (!old || !made || (id === "means" && (old.firstElementChild
		    === null) === (made.firstElementChild === null)))
			return;
		if (id === "payNow") {
			old.textContent = made.textContent;
			old.dispatchEvent(new Event("renamed"));
		} else {
			old.replaceWith(document.adoptNode(made));
		}
	}

	/* What was typed while the answer was on its way. */
	function typed(body)
	{
		const fields = document.querySelectorAll("#buying input");

		return Array.from(fields).filter((field) =>
		    field.value !== (body.get(field.name) || ""));
	}

	/*
	 * Leaves the keyboard where it was, or at what is wrong.  A number is
	 * selected, so that the next one takes its place, unless it is being
	 * typed.
	 */
	function settle(id, kept)
	{
		const wrong = document.querySelector("#buying [aria-invalid]");
		const next = document.getElementById(id) ||
		    document.getElementById(id === "applyCode" ? "removeCode" :
			"promotionCode");

		if (id && (wrong || next)) {
			const field = wrong || next;

			field.focus({ preventScroll: true });
			if (field.type === "number" &&
			    !kept.some((one) => one.id === field.id))
				field.select();
		}
		if (!wrong)
			document.getElementById("told").textContent =
			    document.getElementById("buying").dataset.says;
	}

	/* The whole page, by the form itself: what a script cannot put. */
	function reload()
	{
		form.action = form.dataset.update;
		form.submit();
	}

	async function post(body)
	{
		const answer = await fetch(form.dataset.update, { body,
		    method: "POST", headers: { Accept: "text/html" } });
		const page = new DOMParser().parseFromString(
		    await answer.text(), "text/html");

		/* A later change is under way: its answer has this one too. */
		if (pending !== null)
			return;
		if (!answer.ok || !page.getElementById("buying"))
			return reload();

		const focus = document.activeElement;
		const id = document.getElementById("buying").contains(focus) ?
		    focus.id || "none" : "";
		const kept = typed(body);

		parts.forEach((part) => swap(part, page));
		for (const field of kept) {
			const made = document.getElementById(field.id);

			if (made)
				made.value = field.value;
		}
		settle(id, kept);
	}

	/*
	 * One change at a time, so that the last one is the last to arrive.
	 * A code that is still being typed stays where it is.
	 */
	async function change(source)
	{
		const data = new FormData(form);

		if (source?.name && source.matches("button"))
			data.set(source.name, source.value);
		if (!source?.matches("#applyCode, #promotionCode"))
			data.delete("promotionCode");
		pending = new URLSearchParams(data);
		if (busy)
			return;
		busy = true;
		while (pending !== null) {
			const body = pending;

			pending = null;
			await post(body).catch(reload);
		}
		busy = false;
	}

	/* What changes the bill does so at once. */
	function live()
	{
		let timer;

		document.addEventListener("change", function (event) {
			clearTimeout(timer);
			if (event.target.matches("[data-live]"))
				timer = setTimeout(change, 250, event.target);
		});
		document.addEventListener("click", function (event) {
			const button = event.target.closest("[data-change]");

			if (!button)
				return;
			event.preventDefault();
			clearTimeout(timer);
			change(button);
		});
		document.addEventListener("keydown", function (event) {
			if (event.key !== "Enter" || !event.target.matches(
			    "#promotionCode, input[data-live]"))
				return;
			event.preventDefault();
			clearTimeout(timer);
			change(event.target);
		});
	}

	/* The Payment Element writes its fields in the same way. */
	window.TillCard = Object.freeze({ card_text, digits, expiry_text,
		keep: (id, write) => document.getElementById(id)
		    ?.addEventListener("input", (event) =>
		    rewrite(event, write)) });

	const POLL_S = 60;
	const secrets = ["key", "client_secret", "parent"];

	/* Puts what the session is now in the place of the form. */
	function leave()
	{
		const go = document.createElement("form");

		if (!form.elements.client_secret)
			return window.location.replace(
			    form.dataset.state.replace(/\/state$/, ""));
		go.method = "post";
		go.action = "/c/embedded";
		secrets.forEach((name) => go.append(
		    form.elements[name].cloneNode()));
		document.body.append(go);
		return go.submit();
	}

	/*
	 * Asks now and then, when the session's time is up and when the buyer
	 * comes back, whether it can still be paid: by the server's clock.
	 */
	function watch()
	{
		let timer;

		function later(seconds)
		{
			clearTimeout(timer);
			timer = setTimeout(ask, 1000 * Math.min(POLL_S,
			    Math.max(1, seconds)));
		}

		async function ask()
		{
			let now = { open: true, seconds: POLL_S };

			if (document.hidden || form.dataset.sent)
				return later(POLL_S);
			try {
				const framed = form.elements.client_secret;
				const answer = await fetch(form.dataset.state,
				    framed ? { method: "POST",
					body: new URLSearchParams(secrets.map(
					    (name) => [name, form.elements[
						name].value])) } : {});

				if (answer.ok)
					now = await answer.json();
			} catch (e) {
				/* Off the network, perhaps: asked again. */
			}
			if (!now.open && !form.dataset.sent)
				return leave();
			return later(now.seconds);
		}

		later(Number(form.dataset.seconds));
		window.addEventListener("focus", ask);
		document.addEventListener("visibilitychange", ask);
	}

	if (!form)
		return;
	once();
	watch();
	addresses();
	phone();
	live();
	form.addEventListener("input", keep);
	document.querySelectorAll("[data-card]").forEach(function (button) {
		button.disabled = false;
		button.addEventListener("click", function () {
			if (/^[A-Z]/.test(button.dataset.card))
				use_account(button.dataset.card);
			else
				use_card(digits(button.dataset.card));
			form.querySelector("button[data-working]").focus();
		});
	});
})();
