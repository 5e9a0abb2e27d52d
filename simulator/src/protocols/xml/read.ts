import { parseXML } from '@aws-sdk/xml-builder';
import { Malformed } from '../malformed';
import type { Member, Shape } from '../shape';
import { readText } from '../text';

type Node = unknown;

/** The document's root element as a structure. @throws Malformed */
export function readXml(
  shape: Shape,
  body: Uint8Array,
  members: readonly Member[] = shape.members,
): Record<string, unknown> {
  let parsed: Record<string, Node>;
  try {
    parsed = parseXML(Buffer.from(body).toString('utf8')) as Record<string, Node>;
  } catch (error) {
    throw new Malformed('The XML you provided was not well-formed or did not validate against our published schema', {
      cause: error,
    });
  }
  return readStructure(Object.values(parsed)[0], members);
}

function readStructure(node: Node, members: readonly Member[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  if (typeof node !== 'object' || node === null) return result;
  for (const { name, shape } of members) {
    const child = (node as Record<string, Node>)[shape.memberTraits.xmlName ?? name];
    if (child !== undefined) result[name] = readNode(shape, child);
  }
  return result;
}

function readNode(shape: Shape, node: Node): unknown {
  switch (shape.kind) {
    case 'structure':
      return readStructure(node, shape.members);
    case 'list':
      return elements(shape.traits.xmlFlattened ? node : child(node, shape.element.traits.xmlName ?? 'member')).map(
        (each) => readNode(shape.element, each),
      );
    case 'map':
      return Object.fromEntries(
        elements(shape.traits.xmlFlattened ? node : child(node, 'entry')).map((entry) => [
          String(child(entry, shape.key.traits.xmlName ?? 'key')),
          readNode(shape.element, child(entry, shape.element.traits.xmlName ?? 'value')),
        ]),
      );
    default:
      return readText(shape, textOf(node));
  }
}

function child(node: Node, name: string): Node {
  return typeof node === 'object' && node !== null ? (node as Record<string, Node>)[name] : undefined;
}

function elements(node: Node): readonly Node[] {
  if (node === undefined) return [];
  return Array.isArray(node) ? node : [node];
}

function textOf(node: Node): string {
  return String(child(node, '#text') ?? (typeof node === 'string' ? node : ''));
}
