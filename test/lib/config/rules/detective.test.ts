import { reasons, warnings, written } from '../written';

describe('Detective', () => {
  it('T11 fails when it is named for a region in which AWS does not offer it', () => {
    const text = written({
      regions: '[eu-west-1, ap-northeast-3]',
      detective: '{ regions: [eu-west-1, ap-northeast-3] }',
    });
    expect(reasons(text)).toEqual(['detective.regions[1]: got "ap-northeast-3", Detective is not offered there']);
  });

  it('T11 is left out silently if no region is named for it', () => {
    expect(warnings(written({ regions: '[eu-west-1, ap-northeast-3]' }))).toEqual([]);
  });

  it('warns when it is on and no governed region offers it', () => {
    expect(warnings(written({ partition: 'aws-cn', homeRegion: 'cn-north-1', regions: 'all' }))).toEqual([
      'detective.enabled: Detective is offered in none of the governed regions',
    ]);
  });

  it('fails when it is named for a region that is not governed', () => {
    expect(reasons(written({ detective: '{ regions: [us-west-1] }' }))).toEqual([
      'detective.regions[0]: got "us-west-1", is not among the governed regions',
    ]);
  });

  it('fails when it is on for no region', () => {
    expect(reasons(written({ detective: '{ regions: [] }' }))).toEqual([
      'detective.regions: got [], names no region; to do without Detective, set detective.enabled to false',
    ]);
  });

  it('warns about regions that are named while it is off', () => {
    expect(warnings(written({ detective: '{ enabled: false, regions: [eu-west-1] }' }))).toEqual([
      'detective.regions: got [eu-west-1], has no effect, detective.enabled is false',
    ]);
  });

  it('fails when a region or a package is named twice', () => {
    expect(
      reasons(
        written({ detective: '{ regions: [eu-west-1, eu-west-1], dataSourcePackages: [EKS_AUDIT, EKS_AUDIT] }' }),
      ),
    ).toEqual([
      'detective.regions[1]: got "eu-west-1", is named twice',
      'detective.dataSourcePackages[1]: got "EKS_AUDIT", is named twice',
    ]);
  });
});
