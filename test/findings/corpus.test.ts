import { Finding$ } from '@aws-sdk/client-guardduty';
import { NormalizedSchema } from '@smithy/core/schema';
import { corpus } from './corpus';

const documented = corpus.filter(({ family }) => family !== 'unforeseen');

/** Where a value deviates from AWS's own model of a finding: an unknown field, or an unexpected kind of value. */
function deviations(schema: NormalizedSchema, value: unknown, path = ''): string[] {
  if (value === null) return [];
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((each) => deviations(schema.getValueSchema(), each, `${path}[]`));
  }
  if (schema.isStructSchema()) {
    const members = new Map([...schema.structIterator()].map(([name, member]) => [wireName(name, member), member]));
    return Object.entries(Object(value)).flatMap(([name, each]) => {
      const member = members.get(name);
      return member ? deviations(member, each, `${path}.${name}`) : [`${path}.${name} is unknown`];
    });
  }
  const wanted = schema.isStringSchema() ? 'string' : schema.isNumericSchema() ? 'number' : undefined;
  const kind = schema.isBooleanSchema() ? 'boolean' : wanted;
  return kind === undefined || typeof value === kind ? [] : [`${path} is no ${kind}`];
}

function wireName(name: string, member: NormalizedSchema): string {
  return String(member.getMergedTraits().jsonName ?? name);
}

describe('recorded findings', () => {
  it("have the fields and kinds of values of AWS's own model", () => {
    const found = documented.flatMap(({ finding }) => deviations(NormalizedSchema.of(Finding$), finding));
    expect([...new Set(found)]).toEqual([]);
  });

  it('have distinct ids', () => {
    expect(new Set(documented.map(({ finding }) => finding.id)).size).toBe(documented.length);
  });

  it.each([
    ...['IAM', 'S3', 'EKS', 'EC2', 'ECS'].map((service) => `AttackSequence:${service}/`),
    ...['EC2', 'IAMUser', 'S3', 'Kubernetes', 'RDS', 'Lambda', 'Runtime'].map((service) => `:${service}/`),
    ...['EC2', 'ECS', 'Kubernetes', 'Container', 'S3'].map((service) => `:${service}/MaliciousFile`),
    ...['Snapshot', 'AMI', 'RecoveryPoint'].map((scanned) => `MaliciousFile!${scanned}`),
    ...['AnomalousModelInvocation', 'CostHarvesting', 'PromptInjection.Direct'].map((kind) => `Impact:IAMUser/${kind}`),
    'DefenseImpairment:',
  ])('include some of %s', (part) => {
    expect(documented.filter(({ type }) => type.includes(part))).not.toEqual([]);
  });
});
