import fc, { type GeneratorValue } from 'fast-check';
import type { Member, Shape } from '../../src/protocols/shape';

/** Values for members that cannot have any value: names that address something, headers with a body's encoding. */
export type Fixed = (member: Member, owner: Shape) => { readonly value: unknown } | undefined;

const TEXT = 'abcXYZ019-_.:/ ,;"\'<>&%+=?#é漢😀';
const HEADER_TEXT = 'abcXYZ019-_.:/ ,;"\'<>&%+=?#';

/** Members that clients fill in if they are left out. */
const ALWAYS = ['idempotencyToken', 'httpResponseCode', 'httpPayload'];

/** A random value of a shape; structures have at least one member, lists and maps at least one element. */
export function sample(shape: Shape, gen: GeneratorValue, fixed: Fixed, depth = 0): unknown {
  switch (shape.kind) {
    case 'structure':
      return sampleStructure(shape, gen, fixed, depth);
    case 'list':
      return times(gen).map(() => element(shape, gen, fixed, depth));
    case 'map':
      return Object.fromEntries(times(gen).map((at) => [`key${at}`, element(shape, gen, fixed, depth)]));
    case 'unit':
      return {};
    case 'boolean':
      return gen(fc.boolean);
    case 'number':
      return shape.traits.httpResponseCode ? 202 : gen(fc.integer, { min: -1_000_000, max: 1_000_000_000 });
    case 'timestamp': {
      const wholeSeconds = shape.traits.httpHeader || shape.timestampFormat === 'http-date';
      const seconds = gen(fc.integer, { min: 0, max: 4_000_000_000 });
      return new Date(seconds * 1000 + (wholeSeconds ? 0 : gen(fc.constantFrom, 0, 250)));
    }
    case 'blob':
      return new Uint8Array(gen(fc.uint8Array, { minLength: 1, maxLength: 40 }));
    default:
      return text(shape.traits.httpHeader ? HEADER_TEXT : TEXT, gen);
  }
}

// header values must be ASCII
function element({ element, traits }: Shape, gen: GeneratorValue, fixed: Fixed, depth: number): unknown {
  return (traits.httpHeader || traits.httpPrefixHeaders) && element.kind === 'string'
    ? text(HEADER_TEXT, gen)
    : sample(element, gen, fixed, depth + 1);
}

function sampleStructure(shape: Shape, gen: GeneratorValue, fixed: Fixed, depth: number): Record<string, unknown> {
  const all = shape.members.filter((member) => fixed(member, shape)?.value !== null);
  const optional = all.filter(({ required }) => !required);
  const wanted = new Set(all.filter((member) => member.required || ALWAYS.some((trait) => member.shape.traits[trait])));
  const chance = depth === 0 ? 60 : 100 / (depth + 1);
  if (!shape.union && depth < 5)
    for (const member of optional) if (gen(fc.integer, { min: 0, max: 99 }) < chance) wanted.add(member);
  if (wanted.size === 0 && all.length > 0) wanted.add(all[gen(fc.nat, { max: all.length - 1 })] ?? (all[0] as Member));
  const entries = [...wanted].map((member) => [
    member.name,
    fixed(member, shape)?.value ?? sample(member.shape, gen, fixed, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

function times(gen: GeneratorValue): number[] {
  return [...Array(gen(fc.integer, { min: 1, max: 2 })).keys()];
}

function text(characters: string, gen: GeneratorValue): string {
  const middle = gen(fc.string, { unit: fc.constantFrom(...characters), maxLength: 8 });
  // no white space at the ends, because headers and XML do not keep it
  return `t${middle}t`;
}
