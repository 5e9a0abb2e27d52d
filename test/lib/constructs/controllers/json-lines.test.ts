import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import fc from 'fast-check';
import { parseConfig } from '../../../../lib/config';
import { jsonInLines } from '../../../../lib/constructs/controllers/json-lines';
import { rollout } from '../../../../lib/rollout';
import { desiredIn } from '../../../../lib/rollout/detection';
import { written } from '../../config/written';

/** The lines of a value in a template. */
function linesOf(value: unknown): string[] {
  const stack = new Stack(new App());
  new CfnResource(stack, 'One', { type: 'Custom::One', properties: { Desired: jsonInLines(value) } });
  return Template.fromStack(stack).toJSON().Resources.One.Properties.Desired['Fn::Join'][1];
}

const desiredOf = (text: string) => {
  const { delegation, directory, detections } = rollout(parseConfig(text, 'rollout.yaml'));
  return [delegation, directory, ...detections.flatMap(desiredIn)];
};

const OVERRIDES = `
  - match: { ous: [Shops] }
    guardDuty: { protectionPlans: { S3_DATA_EVENTS: NONE } }
  - match: { accounts: [till] }
    exclude: true`;

describe('JSON in lines', () => {
  it('is the text of JSON.stringify when CloudFormation has joined it', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const given = { value, more: 'x'.repeat(120) };
        expect(linesOf(given).join('')).toBe(JSON.stringify(given));
      }),
      { numRuns: 60 },
    ));

  it('differs in few lines where a configuration differs in one', () => {
    const [before, after] = [OVERRIDES, OVERRIDES.replace('till', 'kiosk')].map((overrides) =>
      desiredOf(written({ overrides })).map((desired) => linesOf(desired)),
    );
    const changed = before?.flatMap((lines, at) => lines.filter((line) => !after?.[at]?.includes(line))) ?? [];
    expect(changed.length).toBeGreaterThan(0);
    expect(new Set(changed).size).toBeLessThan(3);
    expect(changed.every((line) => line.includes('till'))).toBe(true);
  });
});

it('a comment in the configuration changes no desired state, whatever has lines', () => {
  const text = written({ overrides: OVERRIDES, detective: '{ priority: [{ ous: [Shops] }] }' });
  expect(desiredOf(`# a comment\n\n${text}`)).toEqual(desiredOf(text));
});
