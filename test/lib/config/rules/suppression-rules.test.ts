import { findingAttributes } from '@muster/simulator';
import catalogue from '../../../../lib/finding-attributes.json';
import { reasons, warnings, written } from '../written';

const rule = (criteria: string, more = '') =>
  written({ guardDuty: `{ suppressionRules: [{ name: scanner, criteria: ${criteria}${more} }] }` });
const AT = 'guardDuty.suppressionRules[0].criteria';

describe('suppression rules', () => {
  it('take a text, a list or conditions for each attribute', () => {
    expect(
      reasons(
        rule(`{
          type: 'Recon:EC2/Portscan', accountId: ['333333333333'], severity: { lessThan: 7 },
          resource.instanceDetails.tags.value: { matches: ['scanner-*'], notMatches: ['*-prod'] } }`),
      ),
    ).toEqual([]);
  });

  it('must name attributes of findings as GuardDuty does', () => {
    expect(reasons(rule('{ typ: x, resource.instanceDetails.imageID: x, imageId: x, something: x }'))).toEqual(
      [
        `${AT}.typ: got x, is not an attribute in GuardDuty's JSON of findings (did you mean type?)`,
        `${AT}.resource.instanceDetails.imageID: got x, is not an attribute in GuardDuty's JSON of findings (did you mean resource.instanceDetails.imageId?)`,
        `${AT}.imageId: got x, is not an attribute in GuardDuty's JSON of findings (did you mean resource.instanceDetails.imageId?)`,
        `${AT}.something: got x, is not an attribute in GuardDuty's JSON of findings`,
      ].map((line) => line.replace('got x', 'got "x"')),
    );
  });

  it('may name an attribute that is newer than the catalogue', () => {
    expect(warnings(rule('{ service.action.newAction.thing: x }'))).toEqual([
      `${AT}.service.action.newAction.thing: got "x", is not among the finding attributes known on 2026-11-24; AWS may have added it`,
    ]);
  });

  it('the catalogue holds what AWS documents', () => {
    expect(catalogue.attributes).toEqual([...findingAttributes()].sort());
  });

  it('archive nothing by accident: neither everything nor nothing', () => {
    expect(reasons(rule('{}'))).toEqual([`${AT}: got {}, names no attribute: every finding would be archived`]);
    expect(reasons(rule('{ type: {}, severity: { greaterThan: 6, lessThanOrEqual: 6 } }'))).toEqual([
      `${AT}.type: got {}, has no condition on the attribute`,
      `${AT}.severity: got { greaterThan: 6, lessThanOrEqual: 6 }, matches no number`,
    ]);
  });

  it('must stay within the limits of GuardDuty', () => {
    const many = `[${Array.from({ length: 51 }, (_, at) => `v${at}`).join(', ')}]`;
    expect(
      reasons(
        rule(
          `{ type: ${many}, region: { matches: [a, b, c, d, e, f] }, severity: { lessThan: 6.5, lesThan: 1 } }`,
          ", description: it's ours",
        ),
      ).map((line) => line.replace(/got \[[^,]*, .*…/, 'got […')),
    ).toEqual([
      `${AT}.type: got […, GuardDuty accepts 50 values for one attribute`,
      `${AT}.region.matches: got [a, b, c, d, e, f], GuardDuty accepts 5 patterns for one attribute`,
      `${AT}.severity.lessThan: got 6.5, allowed: a whole number`,
      `${AT}.severity.lesThan: unknown key, allowed: equals, notEquals, matches, notMatches, greaterThan, greaterThanOrEqual, lessThan, lessThanOrEqual (did you mean lessThan?)`,
      'guardDuty.suppressionRules[0].description: got "it\'s ours", GuardDuty accepts only letters, digits, spaces and -.:_{}[]()/',
    ]);
  });
});
