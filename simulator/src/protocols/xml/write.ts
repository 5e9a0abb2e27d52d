import { XmlText } from '@aws-sdk/xml-builder';
import type { Member, Shape } from '../shape';
import { writeText } from '../text';

/** A value as the element `tag`. @param attributes as they are in the tag, each after a space */
export function writeXml(
  tag: string,
  shape: Shape,
  value: unknown,
  attributes = '',
  members?: readonly Member[],
): string {
  if (shape.kind === 'structure')
    return writeStructure(tag, value as Record<string, unknown>, attributes, members ?? shape.members);
  return writeMember(tag, shape, value, attributes);
}

/** Text with its XML characters escaped. */
export function escaped(text: string): string {
  return new XmlText(text).toString();
}

/** The namespace declaration of a document, empty if it has none. */
export function xmlns(namespace: string | undefined): string {
  return namespace === undefined ? '' : ` xmlns="${namespace}"`;
}

/** The elements of a structure's members, without an enclosing element. */
export function writeMembers(value: Readonly<Record<string, unknown>>, members: readonly Member[]): string {
  return members
    .filter(({ name, shape }) => value[name] !== undefined && value[name] !== null && !shape.traits.xmlAttribute)
    .map(({ name, shape }) => writeMember(shape.memberTraits.xmlName ?? name, shape, value[name], namespaceOf(shape)))
    .join('');
}

function writeStructure(
  tag: string,
  value: Readonly<Record<string, unknown>>,
  attributes: string,
  members: readonly Member[],
): string {
  const own = members
    .filter(({ name, shape }) => shape.traits.xmlAttribute && value[name] !== undefined)
    .map(({ name, shape }) => ` ${shape.traits.xmlName ?? name}="${escaped(String(value[name]))}"`);
  return `<${tag}${attributes}${own.join('')}>${writeMembers(value, members)}</${tag}>`;
}

function writeMember(tag: string, shape: Shape, value: unknown, attributes: string): string {
  switch (shape.kind) {
    case 'structure':
      return writeStructure(tag, value as Record<string, unknown>, attributes, shape.members);
    case 'list':
      return writeList(tag, shape, value as Iterable<unknown>, attributes);
    case 'map':
      return writeMap(tag, shape, value as Record<string, unknown>, attributes);
    default:
      return `<${tag}${attributes}>${escaped(writeText(shape, value, 'date-time'))}</${tag}>`;
  }
}

function writeList(tag: string, shape: Shape, value: Iterable<unknown>, attributes: string): string {
  const flat = shape.traits.xmlFlattened;
  const item = flat ? tag : (shape.element.traits.xmlName ?? 'member');
  const items = [...value].map((each) => writeMember(item, shape.element, each, namespaceOf(shape.element))).join('');
  return flat ? items : `<${tag}${attributes}>${items}</${tag}>`;
}

function writeMap(tag: string, shape: Shape, value: Readonly<Record<string, unknown>>, attributes: string): string {
  const flat = shape.traits.xmlFlattened;
  const entry = flat ? tag : 'entry';
  const keyTag = shape.key.traits.xmlName ?? 'key';
  const valueTag = shape.element.traits.xmlName ?? 'value';
  const entries = Object.entries(value)
    .map(
      ([key, each]) =>
        `<${entry}><${keyTag}>${escaped(key)}</${keyTag}>${writeMember(valueTag, shape.element, each, '')}</${entry}>`,
    )
    .join('');
  return flat ? entries : `<${tag}${attributes}>${entries}</${tag}>`;
}

function namespaceOf(shape: Shape): string {
  const [prefix, uri] = shape.traits.xmlNamespace ?? [];
  if (uri === undefined) return '';
  return prefix ? ` xmlns:${prefix}="${uri}"` : ` xmlns="${uri}"`;
}
