import { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaTraitsObject } from '@smithy/types';

export type Kind =
  | 'structure'
  | 'list'
  | 'map'
  | 'string'
  | 'number'
  | 'boolean'
  | 'timestamp'
  | 'blob'
  | 'document'
  | 'unit';

/** Smithy's numbers for timestamp formats: the protocol's default, date-time, http-date, epoch-seconds. */
export type TimestampFormat = 'date-time' | 'http-date' | 'epoch-seconds';
const TIMESTAMP_FORMATS: Readonly<Record<number, TimestampFormat>> = {
  5: 'date-time',
  6: 'http-date',
  7: 'epoch-seconds',
};

export interface Member {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
}

const membersOf = new WeakMap<object, readonly Member[]>();

/**
 * One shape of a service's model as the SDK client's schemas describe it, with the values that every codec needs computed once.
 * Members are resolved on first use, because shapes may contain themselves.
 */
export class Shape {
  readonly kind: Kind;
  readonly name: string;
  /** the shape's own traits and those of the member that refers to it */
  readonly traits: SchemaTraitsObject;
  readonly memberTraits: SchemaTraitsObject;
  readonly union: boolean;
  readonly streaming: boolean;
  /** a timestamp's format in the model itself */
  readonly timestampFormat: TimestampFormat | undefined;
  private elementShape: Shape | undefined;
  private keyShape: Shape | undefined;

  private constructor(private readonly schema: NormalizedSchema) {
    this.kind = kindOf(schema);
    this.name = schema.getName() ?? '';
    this.traits = schema.getMergedTraits();
    this.memberTraits = schema.getMemberTraits();
    this.union = schema.isUnionSchema();
    this.streaming = schema.isStreaming();
    this.timestampFormat = this.kind === 'timestamp' ? TIMESTAMP_FORMATS[Number(schema.getSchema())] : undefined;
  }

  /** @param schema an SDK client's schema, in any of its forms */
  static of(schema: Parameters<typeof NormalizedSchema.of>[0]): Shape {
    return new Shape(NormalizedSchema.of(schema));
  }

  /** The members of a structure or union; empty for other shapes. */
  get members(): readonly Member[] {
    const raw = this.schema.getSchema();
    if (this.kind !== 'structure' || typeof raw !== 'object') return [];
    const known = membersOf.get(raw);
    if (known) return known;
    // a structure schema counts its required members, which come first
    const required = this.union ? 0 : Number((raw as readonly unknown[])[6] ?? 0);
    const members = [...this.schema.structIterator()].map(([name, schema], at) => ({
      name,
      shape: new Shape(schema),
      required: at < required,
    }));
    membersOf.set(raw, members);
    return members;
  }

  /** The shape of a list's items or a map's values. */
  get element(): Shape {
    this.elementShape ??= new Shape(this.schema.getValueSchema());
    return this.elementShape;
  }

  /** The keys of a map. */
  get key(): Shape {
    this.keyShape ??= new Shape(this.schema.getKeySchema());
    return this.keyShape;
  }

  member(name: string): Member | undefined {
    return this.members.find((each) => each.name === name);
  }
}

function kindOf(schema: NormalizedSchema): Kind {
  if (schema.isUnitSchema()) return 'unit';
  if (schema.isStructSchema()) return 'structure';
  if (schema.isListSchema()) return 'list';
  if (schema.isMapSchema()) return 'map';
  if (schema.isTimestampSchema()) return 'timestamp';
  if (schema.isBlobSchema()) return 'blob';
  if (schema.isBooleanSchema()) return 'boolean';
  if (schema.isStringSchema()) return 'string';
  if (schema.isDocumentSchema()) return 'document';
  return 'number';
}
