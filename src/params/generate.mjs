// generate: params_tables.c and object_tables.c from reference/*.json.
//
//   node src/params/generate.mjs           writes both files
//   node src/params/generate.mjs --check   exits 1 when they are not current
// What the reference leaves out and Till has nonetheless is in added.json.
//
// Equal lists of parameters, fields and values are written once and shared.
import { readFileSync, writeFileSync } from 'node:fs';

const here = (name) => new URL(name, import.meta.url);
const read = (name) =>
	JSON.parse(readFileSync(here(`reference/${name}.json`), 'utf8'));
const added = read('added');
function load(name) {
	const source = read(name);
	source.objects &&= { ...source.objects, ...added.objects };
	source.endpoints?.push(...added.endpoints);
	return source;
}
const byCode = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// Text of C, at most 80 columns wide with tabs of eight.
const WIDTH = 80;
const columns = (text) => text.replace(/\t/g, '        ').length;

function quote(text) {
	if (!/^[\x20-\x7e]*$/.test(text))
		throw new Error(`not plain ASCII: ${text}`);
	return '"' + text.replace(/[\\"]/g, '\\$&') + '"';
}

// Fills lines with pieces; a string literal too long for one is cut at a
// space and goes on in the next.
function fill(first, rest, pieces) {
	const lines = [];
	let line = first;
	const put = (piece, glue) => {
		const joined = line.endsWith('\t') || line.endsWith('    ')
			? line + piece : line + glue + piece;
		if (columns(joined) <= WIDTH) {
			line = joined;
			return;
		}
		lines.push(line);
		line = rest + piece;
	};
	for (const piece of pieces) {
		if (columns(rest + piece) <= WIDTH) {
			put(piece, ' ');
			continue;
		}
		const [, head, text, tail] = piece.match(/^([^"]*)"(.*)"(.*)$/);
		let part = '', begin = head + '"';
		for (const word of text.split(/(?<= )/)) {
			const next = part + word;
			if (part !== '' &&
			    columns(rest + begin + next + '"' + tail) > WIDTH) {
				put(begin + part + '"', ' ');
				begin = '"';
				part = word;
			} else {
				part = next;
			}
		}
		put(begin + part + '"' + tail, ' ');
	}
	lines.push(line);
	return lines.join('\n');
}

// The pool of arrays: one C array for each distinct body.
class Pool {
	constructor(enums) {
		this.enums = enums;
		this.known = new Map();
		this.names = new Set();
		this.text = [];
	}

	add(type, prefix, hint, body) {
		const key = type + body;
		if (this.known.has(key))
			return this.known.get(key);
		const base = prefix + hint.replace(/[^a-z0-9]+/gi, '_');
		let name = base;
		for (let n = 2; this.names.has(name); n++)
			name = `${base}_${n}`;
		this.names.add(name);
		this.known.set(key, name);
		this.text.push(`static const ${type}${name}[] = {\n` +
			`${body}\n};\n`);
		return name;
	}

	values(list, hint) {
		if (typeof list === 'string') {
			hint = list.slice(1);
			list = this.enums[hint];
		}
		const sorted = [...list].sort(byCode);
		const pieces = sorted.map((value) => quote(value) + ',');
		return this.add('char *const ', 'e_', hint,
			fill('\t', '\t', pieces));
	}

	rows(type, prefix, hint, rows) {
		const body = rows.map((pieces) =>
			fill('\t{', '\t    ', [...pieces.slice(0, -1),
				pieces.at(-1).replace(/,$/, ' },')]));
		return this.add(`struct ${type} `, prefix, hint,
			body.join('\n'));
	}
}

const array = (member, name) =>
	[`.${member} = ${name},`, `.${member}_count = nitems(${name}),`];

// Parameters.

const EMAILS = new Set(['email', 'customer_email', 'receipt_email']);
const PAGE_URL_MAX = 5000;  // behaviour.md 1.3, URLs
const IMAGE_URL_MAX = 2048; // the same, of product images
const AMOUNT_DECIMALS = 12, NUMBER_DECIMALS = 2, TAX_DECIMALS = 4;

// What a name says that the reference keeps in words.  Filters of a list are
// compared, never stored or sent to, so their form is not checked: an e-mail
// address that is none just matches nothing.
function meaning(node, call) {
	const found = { flags: [] };
	const writes = call.method === 'POST';
	if (node.kind === 'string' && writes && EMAILS.has(node.name))
		found.flags.push('EMAIL');
	if (node.kind === 'string' && writes && /(^|_)url$/.test(node.name)) {
		found.flags.push('URL');
		found.maxlen = PAGE_URL_MAX;
	}
	if (node.kind === 'string' && /_decimal$/.test(node.name)) {
		found.flags.push('DECIMAL');
		found.decimals = AMOUNT_DECIMALS;
		found.min = 0;
	}
	if (node.kind === 'number')
		found.decimals = node.name === 'percentage' ?
			TAX_DECIMALS : NUMBER_DECIMALS;
	if (call.method === 'GET' && node.name === 'limit' && node.max === 100)
		found.flags.push('LIMIT');
	if (node.format === 'currency' || node.enum === '@currency' ||
	    (node.kind === 'map' && /keys: currency/.test(node.note)))
		found.flags.push('CURRENCY');
	return found;
}

function flags(node, found) {
	const list = [];
	if (node.required === true)
		list.push('REQUIRED');
	if (node.required === 'conditional')
		list.push('CONDITIONAL');
	if (node.emptyable)
		list.push('EMPTYABLE');
	if ((node.min ?? found.min) !== undefined)
		list.push('HAS_MIN');
	if (node.max !== undefined)
		list.push('HAS_MAX');
	if (node.rule === 'metadata')
		list.push('METADATA');
	if (node.or === 'timestamp')
		list.push('OR_TIMESTAMP');
	if (Array.isArray(node.or) && node.or.includes('inf'))
		list.push('OR_INF');
	if (Array.isArray(node.or) && node.or.includes('now'))
		list.push('OR_NOW');
	if (node.emptyable && node.kind === 'enum')
		list.push('OR_EMPTY');
	return [...list, ...found.flags].map((flag) => 'PARAM_' + flag);
}

// The element of an array or map: it takes the values and children that the
// reference writes beside the container.
function element(node, call) {
	const kind = node.items ?? node.values;
	const inner = { name: null, kind };
	if (kind === 'enum')
		inner.enum = node.enum;
	if (kind === 'object')
		inner.children = node.children;
	const found = { flags: [] };
	if (node.name === 'images' && call.method === 'POST') {
		found.flags.push('URL');
		found.maxlen = IMAGE_URL_MAX;
	}
	return [inner, found];
}

function fallback(value) {
	return Array.isArray(value) ? value.join(',') : String(value);
}

function paramRow(pool, node, call, hint, found) {
	const row = [];
	const set = flags(node, found);
	const min = node.min ?? found.min, maxlen = node.maxlen ?? found.maxlen;
	if (node.name !== null)
		row.push(`.name = ${quote(node.name)},`);
	row.push(`.kind = PARAM_${node.kind.toUpperCase()},`);
	if (set.length > 0)
		row.push(...set.map((flag, i) => (i === 0 ? '.flags = ' : '') +
			flag + (i + 1 < set.length ? ' |' : ',')));
	if (min !== undefined)
		row.push(`.min = ${min},`);
	if (node.max !== undefined)
		row.push(`.max = ${node.max},`);
	if (maxlen !== undefined)
		row.push(`.maxlen = ${maxlen},`);
	if (found.decimals !== undefined)
		row.push(`.decimals = ${found.decimals},`);
	if (node.max_items !== undefined)
		row.push(`.max_items = ${node.max_items},`);
	if (node.kind === 'enum' || found.flags.includes('CURRENCY'))
		row.push(...array('values', pool.values(
			node.kind === 'enum' ? node.enum : '@currency', hint)));
	if (node.kind === 'array' || node.kind === 'map') {
		const [inner, more] = element(node, call);
		const plain = inner.enum === undefined &&
			inner.children === undefined &&
			more.maxlen === undefined;
		row.push(`.element = ${pool.rows('param', 'i_',
			plain ? inner.kind : hint,
			[paramRow(pool, inner, call, hint, more)])},`);
	} else if (node.children !== undefined) {
		row.push(...array('children',
			paramList(pool, node.children, call, hint)));
	}
	if (node.default !== undefined)
		row.push(`.fallback = ${quote(fallback(node.default))},`);
	if (node.note !== undefined)
		row.push(`.note = ${quote(node.note)},`);
	return row;
}

function paramList(pool, nodes, call, hint) {
	return pool.rows('param', 'p_', hint, nodes.map((node) =>
		paramRow(pool, node, call, node.name, meaning(node, call))));
}

function leaves(nodes) {
	return nodes.reduce((sum, node) =>
		sum + (node.children ? leaves(node.children) : 1), 0);
}

function callRow(pool, call) {
	const path = call.path.replace(/\{(\w+)\}/g, ':$1');
	const hint = call.method.toLowerCase() +
		call.path.replace('/v1', '').replace(/\{id\}/, 'id')
			.replace(/\//g, '_');
	if (leaves(call.params) !== call.leaf_count)
		throw new Error(`${path}: leaf_count is not right`);
	// C has no empty arrays: a call without parameters has no list.
	const list = call.params.length === 0 ? [] :
		array('params', paramList(pool, call.params, call, hint));
	return [`.method = ${quote(call.method)},`, `.path = ${quote(path)},`,
		`.returns = ${quote(call.returns)},`, ...list,
		`.leaf_count = ${call.leaf_count},`];
}

function head(subject, source, includes) {
	return `/*
 * ${subject}
 *
 * Written by generate.mjs from reference/${source}: change that file, then
 * run "node src/params/generate.mjs".
 */
${includes.map((name) => `#include "${name}"`).join('\n')}
`;
}

function paramTables() {
	const source = load('params');
	const pool = new Pool(source.enums);
	const rows = source.endpoints.map((call) => callRow(pool, call));
	const body = rows.map((pieces) => fill('\t{', '\t    ',
		[...pieces.slice(0, -1), pieces.at(-1).replace(/,$/, ' },')]));
	return [head('params_tables: the parameters of every call; see ' +
		'params.h.', 'params.json',
		['base/text.h', 'params/params.h']),
	...pool.text,
	`const struct params_call params_calls[] = {\n${body.join('\n')}\n};\n`,
	'const size_t params_calls_count = nitems(params_calls);\n',
	].join('\n');
}

// Objects.

function fieldFlags(node) {
	const list = [];
	for (const flag of ['nullable', 'optional', 'includable'])
		if (node[flag])
			list.push(`FIELD_${flag.toUpperCase()}`);
	if (node.expandable)
		list.push('FIELD_EXPANDABLE');
	return list;
}

const PLAIN = new Set(['string', 'integer', 'number', 'boolean', 'timestamp',
	'enum', 'object']);

// An element named for an object, or for "mixed" ones, is that object.
function fieldElement(node) {
	const kind = node.items ?? node.values;
	const inner = { name: null, kind: PLAIN.has(kind) ? kind : 'object' };
	if (!PLAIN.has(kind) && kind !== 'mixed')
		inner.ref = kind;
	for (const key of ['enum', 'children', 'expandable', 'ref'])
		if (node[key] !== undefined)
			inner[key] = node[key];
	return inner;
}

function fieldRow(pool, node, hint) {
	const row = [];
	const set = fieldFlags(node);
	const ref = [node.ref ?? node.expandable ?? []].flat()[0];
	const container = ['array', 'map', 'list'].includes(node.kind);
	if (node.name !== null)
		row.push(`.name = ${quote(node.name)},`);
	row.push(`.kind = FIELD_${node.kind.toUpperCase()},`);
	// What an array holds is told by its element.
	const own = container ?
		set.filter((flag) => flag !== 'FIELD_EXPANDABLE') : set;
	if (own.length > 0)
		row.push(`.flags = ${own.join(' | ')},`);
	if (node.const !== undefined)
		row.push(`.constant = ${quote(String(node.const))},`);
	if (node.kind === 'enum')
		row.push(...array('values', pool.values(node.enum, hint)));
	if (container) {
		const inner = fieldElement(node);
		const plain = inner.enum === undefined &&
			inner.children === undefined;
		const name = [inner.ref ?? inner.expandable ?? inner.kind]
			.flat()[0];
		row.push(`.element = ${pool.rows('field', 'i_',
			plain ? name : hint,
			[fieldRow(pool, inner, hint)])},`);
	} else if (node.children !== undefined) {
		row.push(...array('children',
			fieldList(pool, node.children, hint)));
	}
	if (ref !== undefined && !container)
		row.push(`.ref = ${quote(ref)},`);
	return row;
}

function fieldList(pool, nodes, hint) {
	return pool.rows('field', 'f_', hint, nodes.map((node) =>
		fieldRow(pool, node, node.name)));
}

function objectTables() {
	const source = load('objects');
	const pool = new Pool(source.enums);
	const rows = Object.entries(source.objects).map(([name, object]) =>
		fill('\t{', '\t    ', [`${quote(name)},`,
			...(() => {
				const list = fieldList(pool, object.fields,
					name);
				return [`${list},`, `nitems(${list}) },`];
			})()]));
	return [head('object_tables: the fields of every object; see object.h.',
		'objects.json', ['base/text.h', 'params/object.h']),
	...pool.text,
	`const struct object_type object_types[] = {\n${rows.join('\n')}\n};\n`,
	'const size_t object_types_count = nitems(object_types);\n',
	].join('\n');
}

let stale = false;
for (const [name, text] of [['params_tables.c', paramTables()],
	['object_tables.c', objectTables()]]) {
	let current = '';
	try {
		current = readFileSync(here(name), 'utf8');
	} catch (error) {
		if (error.code !== 'ENOENT')
			throw error;
	}
	if (current === text)
		continue;
	if (process.argv[2] === '--check') {
		console.error(`src/params/${name} is not what its reference ` +
			'gives: run node src/params/generate.mjs');
		stale = true;
	} else {
		writeFileSync(here(name), text);
	}
}
process.exitCode = stale ? 1 : 0;
