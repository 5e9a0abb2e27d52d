import { parseConfig } from '../../../../lib/config';
import { mistakes, reasons, warnings, written } from '../written';

describe('names of regions', () => {
  it.each([
    ['us-esat-1', 'us-east-1'],
    ['eu-west-11', 'eu-west-1'],
    ['eu-west-9', 'eu-west-1'],
    ['eu-wset-2', 'eu-west-2'],
    ['EU-WEST-1', 'eu-west-1'],
    ['eu_west_1', 'eu-west-1'],
    ['eu-west-1a', 'eu-west-1'],
    ['ap-northeast1', 'ap-northeast-1'],
  ])('fail for %s with the suggestion %s', (name, meant) => {
    expect(reasons(written({ regions: `[eu-west-1, ${name}]` }))).toEqual([
      `regions[1]: got "${name}", is not a region of partition aws (did you mean ${meant}?)`,
    ]);
  });

  it.each([
    'mars-north-1',
    'eu-nowhere-1',
    'europe',
    'eu-isoe-west-1',
    'us-gov-north-1',
    "''",
    'eu-west-0',
    'cn-south-1',
  ])('fail for %s, which cannot be a region', (name) => {
    expect(reasons(written({ regions: `[eu-west-1, ${name}]` }))[0]).toContain('is not a region of partition aws');
  });

  it.each(['me-west-1', 'sa-west-1', 'eu-west-4', 'ap-southeast-9', 'nz-north-1'])(
    'like %s may be newer than the catalogue, which causes a warning with its date',
    (name) => {
      expect(warnings(written({ regions: `[eu-west-1, ${name}]` }))).toEqual([
        `regions[1]: got "${name}", is not in the region catalogue of 2026-11-24; AWS may have it, but its services there are not known`,
      ]);
    },
  );

  it('fail for a region of another partition', () => {
    expect(reasons(written({ regions: '[eu-west-1, us-gov-west-1]' }))).toEqual([
      'regions[1]: got "us-gov-west-1", is in partition aws-us-gov, the configuration is for aws',
    ]);
  });

  it('fail once if all regions are of another partition, because then the partition is wrong', () => {
    const text = written({ homeRegion: 'cn-north-1', regions: '[cn-north-1, cn-northwest-1]' });
    expect(reasons(text)).toEqual([
      'partition: got aws, every region named is in partition aws-cn (did you mean aws-cn?)',
    ]);
  });

  it.each([
    ['aws-us-gov', 'us-gov-west-1', '[us-gov-west-1, us-gov-east-1]'],
    ['aws-cn', 'cn-north-1', 'all'],
  ])('of partition %s are accepted in it', (partition, homeRegion, regions) => {
    expect(mistakes(written({ partition, homeRegion, regions }))).toEqual([]);
  });

  it('are checked everywhere in the file', () => {
    const text = written({
      homeRegion: 'eu-wset-1',
      regions: '{ include: default, exclude: [us-esat-1] }',
      detective: '{ regions: [sa-esat-1] }',
    });
    expect(mistakes(text)).toEqual([
      expect.stringMatching(/^rollout\.yaml:2:13 homeRegion: .*eu-west-1\?/),
      expect.stringMatching(/^rollout\.yaml:3:40 regions\.exclude\[0\]: .*us-east-1\?/),
      expect.stringMatching(/^rollout\.yaml:4:24 detective\.regions\[0\]: .*sa-east-1\?/),
    ]);
  });

  it('are not checked against a partition that is itself a mistake', () => {
    expect(reasons(written({ partition: 'aws-chn', homeRegion: 'cn-north-1', regions: '[cn-north-1]' }))).toEqual([
      'partition: got "aws-chn", allowed: aws, aws-us-gov, aws-cn (did you mean aws-cn?)',
    ]);
  });
});

describe('the set of regions', () => {
  it('fails when a region is named twice, at the second place', () => {
    expect(mistakes(written({ regions: '[eu-west-1, us-east-1, eu-west-1]' }))).toEqual([
      'rollout.yaml:3:33 regions[2]: got "eu-west-1", is named twice',
    ]);
  });

  it('fails when it is empty', () => {
    expect(reasons(written({ regions: '[]' }))).toEqual([
      'regions: got [], names no region, allowed: all, default, a list',
    ]);
    expect(reasons(written({ regions: '{ include: [eu-west-1], exclude: [eu-west-1] }' }))).toEqual([
      expect.stringContaining('every region is excluded, none is left'),
    ]);
  });

  it('fails when the home region is not in it, whether never included or excluded', () => {
    const reason = 'is not among the governed regions; add it to regions or choose one of them';
    expect(reasons(written({ homeRegion: 'eu-west-2' }))).toEqual([`homeRegion: got "eu-west-2", ${reason}`]);
    expect(reasons(written({ homeRegion: 'af-south-1', regions: 'default' }))).toEqual([
      `homeRegion: got "af-south-1", ${reason}`,
    ]);
    expect(reasons(written({ regions: '{ include: all, exclude: [eu-west-1] }' }))).toEqual([
      `homeRegion: got "eu-west-1", ${reason}`,
    ]);
  });

  it('with a misspelt home region has one mistake, and the home region is not reported as missing', () => {
    expect(reasons(written({ regions: '[eu-wset-1, us-east-1]' }))).toHaveLength(1);
    expect(reasons(written({ homeRegion: 'eu-wset-1' }))).toHaveLength(1);
  });

  it('has a warning for an exclusion that excludes nothing', () => {
    expect(warnings(written({ regions: '{ include: default, exclude: [af-south-1, us-west-1] }' }))).toEqual([
      'regions.exclude[0]: got "af-south-1", has no effect: the region is not included',
    ]);
  });

  it.each([
    ['all', 'all', []],
    ['[eu-west-1]', ['eu-west-1'], []],
    ['{ include: default, exclude: [us-west-1] }', 'default', ['us-west-1']],
  ])('may be written %s', (regions, include, exclude) => {
    expect(parseConfig(written({ regions }), 'f').regions).toEqual({ include, exclude });
  });
});
