/*
 * The shell of test mode, over the foot of a page of the dashboard or of the
 * reference: Control and backtick opens it.  It runs lines as the page
 * /dashboard/shell does, completes them with Tab, finds earlier ones with the
 * arrow keys and listens for events.
 */
const NEWS_MS = 700;
const KEPT = 100;

let dialog, log, line, token, listening = null;
const past = JSON.parse(sessionStorage.getItem('till-shell') ?? '[]');
let at = past.length, draft = '';

const make = (name, values = {}, ...inner) => {
	const made = Object.assign(document.createElement(name), values);
	made.append(...inner);
	return made;
};

function build() {
	log = make('div', { className: 'log', tabIndex: 0 });
	log.setAttribute('role', 'log');
	log.setAttribute('aria-label', 'What the shell says');
	line = make('input', { className: 'code', autocomplete: 'off',
		spellcheck: false, maxLength: 16000,
		placeholder: 'help, or checkout sessions list --limit 3' });
	line.setAttribute('aria-label', 'A call of the API, or help');
	line.setAttribute('autocapitalize', 'none');
	const close = make('button', { type: 'button', textContent: 'Close' });
	close.addEventListener('click', () => dialog.close());
	const form = make('form', {},
		make('span', { className: 'code', textContent: '$' }), line,
		close);
	dialog = make('dialog', { className: 'shell' }, log, form);
	dialog.setAttribute('aria-label', 'Shell');
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		enter();
	});
	line.addEventListener('keydown', press);
	dialog.addEventListener('close', hush);
	document.body.append(dialog);
}

function say(...what) {
	log.append(...what);
	/* From its beginning on, when it is long. */
	what[0].scrollIntoView({ block: 'start' });
}

const note = (text, className = 'quiet') =>
	say(make('p', { className, textContent: text }));

/* A page of the server's, for what is in it. */
async function page(address, options) {
	const answer = await fetch(address, options);
	return new DOMParser().parseFromString(await answer.text(),
		'text/html');
}

async function learn() {
	const found = await page('/dashboard/shell');
	token = found.querySelector('[name=token]')?.value;
}

async function send(text) {
	const found = await page('/dashboard/shell', { method: 'POST',
		body: new URLSearchParams({ token, line: text }) });
	return found.getElementById('said-here') ??
		found.querySelector('.outcome');
}

async function run(text) {
	try {
		if (token === undefined)
			await learn();
		const said = await send(text);
		said.removeAttribute('id');
		say(said);
	} catch (error) {
		note('The dashboard does not answer.', 'why');
	}
}

function hush() {
	if (listening === null)
		return;
	clearTimeout(listening.timer);
	listening = null;
	note('No longer listening.');
}

/* Prints events as they come, those whose type begins as was said. */
async function hear(mine) {
	try {
		const query = new URLSearchParams({ after: mine.last });
		const news = await (await fetch(
			`/dashboard/shell/news?${query}`)).json();
		if (listening !== mine)
			return;
		for (const event of news.events)
			if (event.type.startsWith(mine.type))
				say(make('p', { className: 'code' },
					`${new Date(event.created * 1000)
						.toISOString().slice(11, 19)} `,
					make('a', { textContent: event.type,
						href: `/dashboard/events/${
							event.id}` }),
					` ${event.about ?? ''}`));
		if (mine.last === '' && mine.told === undefined) {
			mine.told = true;
			note('Listening. The next line ends it.');
		}
		mine.last = news.last ?? mine.last;
	} catch (error) {
		// It is away for a moment: the next look tells.
	}
	if (listening === mine)
		mine.timer = setTimeout(hear, NEWS_MS, mine);
}

function listen(type) {
	listening = { type: type.replace(/\*$/, ''), last: '' };
	hear(listening);
}

async function enter() {
	const text = line.value.trim();
	line.value = '';
	hush();
	if (text === '')
		return;
	if (past.at(-1) !== text)
		past.push(text);
	past.splice(0, past.length - KEPT);
	at = past.length;
	sessionStorage.setItem('till-shell', JSON.stringify(past));
	const words = text.replace(/^(\$|till)\s+/, '').split(/\s+/);
	if (words[0] === 'clear') {
		log.replaceChildren();
	} else if (words[0] === 'listen') {
		note(`$ ${text}`, 'asked code');
		listen(words[1] ?? '');
	} else {
		await run(text);
	}
}

/* What all of them begin with. */
function common(words) {
	let shared = words[0];
	for (const word of words)
		while (!word.startsWith(shared))
			shared = shared.slice(0, -1);
	return shared;
}

async function complete() {
	const before = line.value.slice(0, line.selectionStart);
	const after = line.value.slice(line.selectionStart);
	const query = new URLSearchParams({ line: before });
	const { word, words } = await (await fetch(
		`/dashboard/shell/complete?${query}`)).json();
	if (line.value !== before + after || words.length === 0)
		return;
	const shared = common(words);
	const whole = words.length === 1 && !/[=[.]$/.test(shared);
	const written = before.slice(0, before.length - word.length) + shared +
		(whole ? ' ' : '');
	if (words.length > 1 && shared === word)
		note(words.join('  '), 'code quiet');
	line.value = written + after;
	line.setSelectionRange(written.length, written.length);
}

function step(by) {
	if (at === past.length)
		draft = line.value;
	at = Math.min(past.length, Math.max(0, at + by));
	line.value = past[at] ?? draft;
}

function press(event) {
	const plain = !event.ctrlKey && !event.metaKey && !event.altKey &&
		!event.shiftKey;
	if (event.key === 'Tab' && plain && line.value !== '') {
		event.preventDefault();
		complete().catch(() => {});
	} else if (event.key === 'ArrowUp' && plain) {
		event.preventDefault();
		step(-1);
	} else if (event.key === 'ArrowDown' && plain) {
		event.preventDefault();
		step(1);
	} else if (event.key === 'c' && event.ctrlKey && listening !== null &&
	    getSelection().isCollapsed) {
		event.preventDefault();
		hush();
	}
}

/** Opens the shell, or closes it. */
export function toggle() {
	if (dialog === undefined)
		build();
	if (dialog.open) {
		dialog.close();
		return;
	}
	dialog.showModal();
	line.focus();
}
