import { nearest } from '../../../lib/config/nearest';

const PLANS = ['S3_DATA_EVENTS', 'EKS_AUDIT_LOGS', 'RUNTIME_MONITORING', 'EKS_RUNTIME_MONITORING'];

describe('the nearest candidate', () => {
  it.each([
    ['S3_DATA_EVENT', 'S3_DATA_EVENTS'],
    ['s3-data-events', 'S3_DATA_EVENTS'],
    ['EKS_AUDTI_LOGS', 'EKS_AUDIT_LOGS'],
    ['RUNTIME_MONITORNG', 'RUNTIME_MONITORING'],
  ])('to %s is %s', (word, expected) => {
    expect(nearest(word, PLANS)).toBe(expected);
  });

  it.each(['MACIE', 'S3', '', 'x'.repeat(100_000)])('to %.10s is none', (word) => {
    expect(nearest(word, PLANS)).toBeUndefined();
  });

  it('of several is the one with the fewest letters wrong', () => {
    expect(nearest('eu-west-2', ['eu-west-1', 'eu-west-2'])).toBe('eu-west-2');
  });

  it('is none if there are no candidates', () => {
    expect(nearest('ALL', [])).toBeUndefined();
  });
});
