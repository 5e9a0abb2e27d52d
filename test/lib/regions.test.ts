import { regionFacts } from '@muster/simulator';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { allRegions, asOf, find, type PartitionName, partitionFacts, regionsOf, source } from '../../lib/regions';

const PARTITIONS: readonly PartitionName[] = ['aws', 'aws-us-gov', 'aws-cn'];

describe('the region catalogue', () => {
  it('names its date and its source', () => {
    expect(new Date(asOf).toISOString()).toContain(asOf);
    expect(source).toMatch(/botocore \d/);
  });

  it.each(PARTITIONS)('agrees with the simulated organization about partition %s', (partition) => {
    const product = regionsOf(partition).map(({ name, optIn, detective }) => ({ name, optIn, detective }));
    const simulated = regionFacts(partition).map(({ region, optIn, notOffered }) => ({
      name: region,
      optIn,
      detective: !notOffered.includes('detective'),
    }));
    expect(byName(product)).toEqual(byName(simulated));
  });

  it("agrees with the CDK's region facts", () => {
    for (const { name, partition, optIn } of allRegions) {
      const facts = RegionInfo.get(name);
      expect({ name, partition: facts.partition, optIn: facts.isOptInRegion }).toEqual({ name, partition, optIn });
      expect(facts.domainSuffix).toBe(partitionFacts(partition).dnsSuffix);
    }
  });

  it('lacks no region of the CDK, except those whose services are not known', () => {
    const lacking = RegionInfo.regions.filter(
      ({ name, partition }) => PARTITIONS.some((known) => known === partition) && !find(name),
    );
    expect(lacking.map(({ name }) => name)).toEqual(['me-west-1']);
  });

  it('counts 34 regions of partition aws: GuardDuty in all, Detective in 21, half of them opt-in', () => {
    const regions = regionsOf('aws');
    const count = (wanted: (region: (typeof regions)[number]) => boolean) => regions.filter(wanted).length;
    expect([regions.length, count((r) => r.guardDuty), count((r) => r.detective), count((r) => r.optIn)]).toEqual([
      34, 34, 21, 17,
    ]);
  });

  it('names each region once, in order', () => {
    for (const partition of PARTITIONS) {
      const names = regionsOf(partition).map(({ name }) => name);
      expect(names).toEqual([...new Set(names)].sort());
    }
  });

  it('has undefined for a region that does not exist', () => {
    expect(find('eu-west-99')).toBeUndefined();
  });

  it.each([
    ['aws', 'amazonaws.com', 'console.aws.amazon.com', 'us-east-1'],
    ['aws-us-gov', 'amazonaws.com', 'console.amazonaws-us-gov.com', 'us-gov-west-1'],
    ['aws-cn', 'amazonaws.com.cn', 'console.amazonaws.cn', 'cn-northwest-1'],
  ] as const)('partition %s has its hosts and its global region', (name, dnsSuffix, consoleHost, globalRegion) => {
    expect(partitionFacts(name)).toMatchObject({ name, dnsSuffix, consoleHost, globalRegion });
    expect(find(globalRegion)?.partition).toBe(name);
  });
});

function byName<T extends { name: string }>(regions: readonly T[]): T[] {
  return [...regions].sort((a, b) => a.name.localeCompare(b.name));
}
