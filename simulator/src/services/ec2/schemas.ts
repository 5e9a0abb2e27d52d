/**
 * Wire schemas of the simulated part of EC2, in the form of SDK clients; the SDK's own client would be installed for one
 * operation of hundreds.
 */
const EC2 = 'com.amazonaws.ec2';
const STRING = 0;
const BOOLEAN = 2;
const flat = (xmlName: string) => ({ xmlName, xmlFlattened: 1 });

const strings = [1, EC2, 'Strings', 0, STRING] as const;
const filter = [3, EC2, 'Filter', 0, ['Name', 'Values'], [STRING, [() => strings, flat('Value')]]] as const;
const filters = [1, EC2, 'FilterList', 0, () => filter] as const;
const region = [
  3,
  EC2,
  'Region',
  0,
  ['RegionName', 'Endpoint', 'OptInStatus'],
  [
    [STRING, { xmlName: 'regionName' }],
    [STRING, { xmlName: 'regionEndpoint' }],
    [STRING, { xmlName: 'optInStatus' }],
  ],
] as const;
const regions = [1, EC2, 'RegionList', 0, [() => region, { xmlName: 'item' }]] as const;
const request = [
  3,
  EC2,
  'DescribeRegionsRequest',
  0,
  ['RegionNames', 'Filters', 'AllRegions', 'DryRun'],
  [[() => strings, flat('RegionName')], [() => filters, flat('Filter')], BOOLEAN, BOOLEAN],
] as const;
const result = [3, EC2, 'DescribeRegionsResult', 0, ['Regions'], [[() => regions, { xmlName: 'regionInfo' }]]] as const;

export const DescribeRegions$ = [9, EC2, 'DescribeRegions', 0, () => request, () => result] as const;
