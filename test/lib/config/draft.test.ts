import { draftOf, withEmptySections } from '../../../lib/config/draft';
import { jsonSchema } from '../../../lib/config/json-schema';
import { reasons, written } from './written';

describe('a draft', () => {
  const value = {
    homeRegion: 'eu-west-1',
    partition: 'awss',
    guardDuty: { autoEnable: 'EVERY', protectionPlans: { AI_PROTECTION: 'ALL' } },
  };
  const wrong = [['partition'], ['guardDuty', 'autoEnable'], ['organization']];

  it('has the correct values next to wrong ones', () => {
    const draft = draftOf(value, wrong);
    expect(draft.homeRegion).toBe('eu-west-1');
    expect(draft.guardDuty).toMatchObject({
      autoEnable: 'ALL',
      protectionPlans: { AI_PROTECTION: { autoEnable: 'ALL' } },
    });
  });

  it('has no default in place of a wrong top-level value, and nothing in place of a missing one', () => {
    const draft = draftOf(value, wrong);
    for (const key of ['partition', 'organization', 'regions']) expect(draft).not.toHaveProperty(key);
  });

  it('leaves its source value unchanged', () => {
    const before = structuredClone(value);
    draftOf(value, wrong);
    expect(value).toEqual(before);
  });

  it.each([[null], ['text'], [[1]]])('of %j is empty', (other) => {
    expect(draftOf(other, [])).toEqual({});
  });

  it('lets the rules and the schema report mistakes together', () => {
    const guardDuty =
      '{ autoEnable: EVERY, protectionPlans: { RUNTIME_MONITORING: ALL, EKS_RUNTIME_MONITORING: ALL, X: ALL } }';
    expect(reasons(written({ guardDuty, homeRegion: 'us-west-1', schedule: 'hourly' }))).toEqual([
      expect.stringMatching(/^homeRegion: .* is not among the governed regions/),
      expect.stringMatching(/^guardDuty\.autoEnable: got "EVERY"/),
      expect.stringMatching(/^guardDuty\.protectionPlans\.EKS_RUNTIME_MONITORING: .*AWS refuses it/),
      expect.stringMatching(/^guardDuty\.protectionPlans\.X: unknown key/),
      expect.stringMatching(/^schedule: got "hourly"/),
    ]);
  });
});

describe('empty sections', () => {
  it('are sections with their defaults; other empty values stay empty', () => {
    const written = { guardDuty: { protectionPlans: null, autoEnable: null }, tags: null, organization: null, x: null };
    expect(withEmptySections(written, jsonSchema())).toEqual({
      guardDuty: { protectionPlans: {}, autoEnable: null },
      tags: {},
      organization: null,
      x: null,
    });
  });
});
