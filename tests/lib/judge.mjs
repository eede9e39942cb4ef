/*
 * judge: whether an answer of the API is what its reference says, field by
 * field: none missing, none extra, each of its kind, null only where allowed.
 */
import { readFileSync } from 'node:fs';

const read = (name) => JSON.parse(readFileSync(
  new URL(`../../src/params/reference/${name}.json`, import.meta.url)));
const { objects, enums } = read('objects');
Object.assign(objects, read('added').objects);

const isObject = (value) =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** What is wrong with an answer, one line each; [] when it is right. */
export function complaints(answer) {
  const wrong = [];
  if (isObject(answer) && isObject(answer.error))
    fields(answer.error, objects.error.fields, 'error', wrong);
  else
    thing(answer, null, '', wrong);
  return wrong;
}

/** The answer itself; throws with every complaint. */
export function judge(answer) {
  const wrong = complaints(answer);
  if (wrong.length > 0)
    throw new Error(`the answer is not as the reference says:\n  ${
      wrong.join('\n  ')}\n${JSON.stringify(answer, null, 1).slice(0, 2000)}`);
  return answer;
}

/* An object that names its own type; names: the types it may have. */
function thing(value, names, path, wrong) {
  if (!isObject(value)) {
    wrong.push(`${path || 'the answer'} is not an object`);
    return;
  }
  if (value.deleted === true) {
    fields(value, objects.deleted.fields, path, wrong);
    return;
  }
  const name = value.object;
  if (names !== null && !names.includes(name))
    wrong.push(`${path}.object is ${name}, not ${names.join(' or ')}`);
  if (name === 'list')
    list(value, null, path, wrong);
  else if (objects[name] === undefined)
    wrong.push(`${path}.object is ${JSON.stringify(name)}, no type known`);
  else
    fields(value, objects[name].fields, path, wrong,
      objects[name].top_level_only);
}

function list(value, names, path, wrong) {
  if (!isObject(value)) {
    wrong.push(`${path} is not a list`);
    return;
  }
  fields(value, objects.list.fields, path, wrong, true);
  if (Array.isArray(value.data))
    value.data.forEach((item, i) =>
      thing(item, names, `${path}.data[${i}]`, wrong));
}

/* topOnly: the reference leaves the children of this object's fields out. */
function fields(value, known, path, wrong, topOnly = false) {
  for (const name of Object.keys(value))
    if (!known.some((field) => field.name === name))
      wrong.push(`${path}.${name} is not in the reference`);
  for (const field of known) {
    const at = `${path}.${field.name}`;
    if (!(field.name in value)) {
      if (!field.optional && !field.includable)
        wrong.push(`${at} is missing`);
      continue;
    }
    one(value[field.name], field, at, wrong, topOnly);
  }
}

function one(value, field, at, wrong, topOnly) {
  if (value === null) {
    if (!field.nullable)
      wrong.push(`${at} is null`);
    return;
  }
  if ('const' in field && value !== field.const)
    wrong.push(`${at} is ${JSON.stringify(value)}, not ${field.const}`);
  if (field.kind === 'array') {
    if (!Array.isArray(value))
      wrong.push(`${at} is not an array`);
    else
      value.forEach((item, i) =>
        plain(item, field, field.items, `${at}[${i}]`, wrong, topOnly));
  } else if (field.kind === 'map') {
    if (!isObject(value))
      wrong.push(`${at} is not a map`);
    else
      for (const key of Object.keys(value))
        plain(value[key], field, field.values, `${at}.${key}`, wrong, topOnly);
  } else if (field.kind === 'list') {
    list(value, [field.items], at, wrong);
  } else {
    plain(value, field, field.kind, at, wrong, topOnly);
  }
}

/* A value that is no array, map or list. */
function plain(value, field, kind, at, wrong, topOnly) {
  if (field.expandable && isObject(value)) {
    thing(value, field.expandable.map((name) =>
      name.replace(/^deleted_/, '')), at, wrong);
    return;
  }
  switch (kind) {
  case 'string':
    if (typeof value !== 'string')
      wrong.push(`${at} is not a string`);
    break;
  case 'integer':
  case 'timestamp':
    if (!Number.isSafeInteger(value))
      wrong.push(`${at} is not an integer`);
    break;
  case 'number':
    if (typeof value !== 'number')
      wrong.push(`${at} is not a number`);
    break;
  case 'boolean':
    if (typeof value !== 'boolean')
      wrong.push(`${at} is not a boolean`);
    break;
  case 'enum': {
    const allowed = typeof field.enum === 'string' ?
      enums[field.enum.slice(1)] : field.enum;
    if (!allowed.includes(value))
      wrong.push(`${at} is ${JSON.stringify(value)}, none of its values`);
    break;
  }
  case 'object':
    if (field.ref)
      thing(value, [field.ref].flat(), at, wrong);
    else if (!isObject(value))
      wrong.push(`${at} is not an object`);
    else if (field.children)
      fields(value, field.children, at, wrong);
    else if (!topOnly && 'object' in value)
      thing(value, null, at, wrong);
    break;
  default:
    wrong.push(`${at}: the reference has the unknown kind ${kind}`);
  }
}
