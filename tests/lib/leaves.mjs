/*
 * leaves: the parameters of the reference that hold no named ones, each with
 * a value that is accepted, what the answer then holds, and a value that is
 * refused with its exact error.  What a type says is made from
 * src/params/reference; what is special about a parameter stands in
 * leaf-rows.mjs.
 */
import { readFileSync } from 'node:fs';

const load = (name) => JSON.parse(readFileSync(
  new URL(`../../src/params/reference/${name}.json`, import.meta.url)));
export const reference = load('params');
const { objects } = load('objects');

/** A call of the reference by its method and path. */
export const callOf = (method, path) => reference.endpoints.find((one) =>
  one.method === method && one.path === path);

/*
 * Every leaf of a call as {path, steps, node, above}: path is written
 * "line_items[].price_data.currency", steps lead to it in a request, above
 * are the objects on the way.
 */
export function leavesOf(call) {
  const found = [];
  const visit = (node, path, steps, above) => {
    const here = { path: path + node.name, steps: [...steps, node.name] };
    if (!node.children) {
      found.push({ ...here, node, above });
      return;
    }
    if (node.kind === 'array')
      Object.assign(here, { path: `${here.path}[]`, steps: [...here.steps, 0] });
    if (node.kind === 'map')
      Object.assign(here, { path: `${here.path}{}`,
        steps: [...here.steps, 'eur'] });
    for (const child of node.children)
      visit(child, `${here.path}.`, here.steps,
        [...above, { steps: here.steps, node }]);
  };
  for (const node of call.params)
    visit(node, '', [], []);
  return found;
}

/** The bracketed name of steps: "line_items[0][price]". */
export const nameOf = (steps) => steps[0] + steps.slice(1)
  .map((step) => `[${step}]`).join('');

/** The value in a tree that steps lead to. */
export const at = (tree, steps) => steps.reduce((value, step) =>
  value?.[step], tree);

/** Sets the value in a tree, making what is missing on the way. */
export function set(tree, steps, value) {
  const [step, ...rest] = steps;
  if (rest.length === 0)
    tree[step] = value;
  else
    set(tree[step] ??= typeof rest[0] === 'number' ? [] : {}, rest, value);
}

/** A tree as pairs of a form. */
export function formOf(tree) {
  const pairs = new URLSearchParams();
  const add = (value, name) => {
    if (value === undefined)
      return;
    if (value === null || typeof value !== 'object')
      pairs.append(name, String(value ?? ''));
    else
      for (const [key, inner] of Object.entries(value))
        add(inner, name === '' ? key : `${name}[${key}]`);
  };
  add(tree, '');
  return pairs.toString();
}

const valuesOf = (list) => typeof list === 'string' ?
  reference.enums[list.slice(1)] : list;
const isUrl = (name) => /(^|_)url$/.test(name);
const isEmail = (name) => /^(customer_|receipt_)?email$/.test(name);
const isCurrency = (node) => node.format === 'currency' ||
  node.enum === '@currency';

/** A value of a leaf that its type accepts. */
export function accepted(node) {
  switch (node.kind) {
  case 'boolean':
    return true;
  case 'integer':
    return node.min ?? 5;
  case 'timestamp':
    return Math.floor(Date.now() / 1000) + 3600;
  case 'number':
    return 12.5;
  case 'enum':
    return isCurrency(node) ? 'usd' : valuesOf(node.enum)[0];
  case 'map':
    return { colour: 'red' };
  case 'array':
    return [node.items === 'enum' ? valuesOf(node.enum)[0] : 'text'];
  default:
    return isCurrency(node) ? 'usd' :
      isUrl(node.name) ? 'https://shop.example/page' :
        isEmail(node.name) ? 'ada@shop.example' :
          /_decimal$/.test(node.name) ? '1000.5' : 'A text';
  }
}

/* "a, b, or c" */
function listed(values) {
  const sorted = [...values].sort((a, b) => (a < b ? -1 : 1));
  if (sorted.length < 3)
    return sorted.join(' or ');
  return `${sorted.slice(0, -1).join(', ')}, or ${sorted.at(-1)}`;
}

/** A value that the type refuses, with the error: {value, message, …}. */
export function refused(node, steps) {
  const param = nameOf(steps);
  const integer = { value: '1.5', param, message: 'Invalid integer: 1.5',
    code: 'parameter_invalid_integer' };
  if (isCurrency(node)) {
    const known = ['usd', ...reference.enums.currency.filter((one) =>
      one !== 'usd').sort()];
    return { value: 'xyz', param, message: 'Invalid currency: xyz. Stripe ' +
      `currently supports these currencies: ${known.join(', ')}` };
  }
  switch (node.kind) {
  case 'boolean':
    return { value: 'True', param, message: 'Invalid boolean: True' };
  case 'integer':
    if (node.min !== undefined && node.name !== 'limit')
      return { value: node.min - 1, param, code: 'parameter_invalid_integer',
        message: `This value must be greater than or equal to ${node.min}.` };
    if (node.max !== undefined && node.name !== 'limit')
      return { value: node.max + 1, param, code: 'parameter_invalid_integer',
        message: `This value must be less than or equal to ${node.max}.` };
    return integer;
  case 'timestamp':
    return integer;
  case 'number':
    return { value: 'ten', param, message: 'Invalid decimal: ten' };
  case 'enum':
    return { value: 'none_of_them', param, message:
      `Invalid ${param}: must be one of ${listed(valuesOf(node.enum))}` };
  case 'map': {
    const key = 'k'.repeat(41);
    return { value: { [key]: 'v' }, param, message:
      `Invalid key: ${key} must be a string under 40 characters` };
  }
  case 'array':
    return node.items !== 'enum' ?
      { value: 'text', param, message: 'Invalid array' } :
      { value: ['none_of_them'], param: `${param}[0]`, message:
        `Invalid ${param}[0]: must be one of ${listed(valuesOf(node.enum))}` };
  default:
    break;
  }
  if (isUrl(node.name))
    return { value: 'shop/page', param, message: 'Not a valid URL',
      code: 'url_invalid' };
  if (isEmail(node.name))
    return { value: 'ada', param, message: 'Invalid email address: ada',
      code: 'email_invalid' };
  if (/_decimal$/.test(node.name))
    return { value: 'ten', param, message: 'Invalid decimal: ten' };
  const max = node.maxlen ?? 5000;
  const end = (letter) => (max < 30 ? letter.repeat(max + 1) :
    letter.repeat(10));
  const long = max < 10 ? 'a'.repeat(max + 1) :
    'a'.repeat(max - 9) + 'z'.repeat(10);
  return { value: long, param, message: `Invalid string: ${max < 30 ? long :
    `${end('a')}...${end('z')}`}; must be at most ${max} characters` };
}

/** Fills what the objects above a leaf need beside it. */
export function complete(tree, leaf) {
  for (const { steps, node } of leaf.above) {
    const object = at(tree, steps);
    for (const child of node.children)
      if (child.required === true && object[child.name] === undefined)
        object[child.name] = needed(child);
  }
}

/* An accepted value of a parameter with what it needs inside. */
function needed(node) {
  if (!node.children)
    return accepted(node);
  const inner = {};
  for (const child of node.children)
    if (child.required === true)
      inner[child.name] = needed(child);
  return node.kind === 'array' ? [inner] : inner;
}

/** Whether the object of a name has a field where the leaf stands. */
export function hasField(name, leaf) {
  let fields = objects[name].fields, field;
  for (const step of leaf.steps) {
    if (typeof step === 'number')
      continue;
    field = fields?.find((one) => one.name === step);
    if (!field)
      return false;
    fields = field.children;
  }
  return field.includable !== true;
}
