import { ConfigDocument } from '../../../lib/config/document';

const TEXT = `regions: [eu-west-1,
  us-east-1]
guardDuty:
  protectionPlans:
    S3_DATA_EVENTS: ALL
    RUNTIME_MONITORING:
      autoEnable: NEW
tags: &tags { team: 012, 'a b': "x" }
same: *tags
`;

describe('a document', () => {
  const document = new ConfigDocument('f.yaml', TEXT);
  const placeOf = (path: (string | number)[], at?: 'key') => {
    const { line, column, path: shown } = document.locate({ path }, at);
    return `${line}:${column} ${shown}`;
  };

  it.each([
    [
      ['guardDuty', 'protectionPlans', 'RUNTIME_MONITORING', 'autoEnable'],
      '7:19 guardDuty.protectionPlans.RUNTIME_MONITORING.autoEnable',
    ],
    [['regions', 1], '2:3 regions[1]'],
    [['tags', 'a b'], '8:33 tags.a b'],
  ])('knows the position of the value at %j', (path, place) => {
    expect(placeOf(path)).toBe(place);
  });

  it.each([
    [['regions', 'include', 1], '2:3 regions[1]'],
    [['guardDuty', 'protectionPlans', 'S3_DATA_EVENTS', 'autoEnable'], '5:21 guardDuty.protectionPlans.S3_DATA_EVENTS'],
  ])('finds the shorthand for the long form of %j', (path, place) => {
    expect(placeOf(path)).toBe(place);
  });

  it('places a missing value at the innermost value above it, or at its key', () => {
    expect(placeOf(['guardDuty', 'protectionPlans', 'AI_PROTECTION'])).toBe(
      '5:5 guardDuty.protectionPlans.AI_PROTECTION',
    );
    expect(placeOf(['guardDuty', 'autoEnable'], 'key')).toBe('3:1 guardDuty.autoEnable');
    expect(placeOf(['homeRegion'], 'key')).toBe('1:1 homeRegion');
    expect(placeOf(['regions', 7])).toBe('1:10 regions[7]');
  });

  it('shows a value as it is written, in one line, and cuts it if it is long', () => {
    expect(document.got(['tags', 'team'])).toBe('012');
    expect(document.got(['tags', 'a b'])).toBe('"x"');
    expect(document.got(['regions'])).toBe('[eu-west-1, us-east-1]');
    expect(document.got(['homeRegion'])).toBeUndefined();
    expect(new ConfigDocument('f', `a: ${'x'.repeat(500)}`).got(['a'])?.length).toBeLessThan(70);
  });

  it('follows aliases', () => {
    expect(document.got(['same', 'team'])).toBe('012');
    expect(document.scalar(['same', 'team'])).toEqual({ value: 12, source: '012' });
  });

  it('knows the line from which on it cannot be read', () => {
    expect(document.brokenFrom).toBeUndefined();
    expect(new ConfigDocument('f', 'a: 1\na: 2').brokenFrom).toBeUndefined();
    expect(new ConfigDocument('f', 'a: 1\nb: [\nc: 3').brokenFrom).toBeGreaterThan(1);
  });
});
