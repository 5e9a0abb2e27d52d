/**
 * Wire schemas of the simulated part of the Resource Groups Tagging API, in the form of SDK clients; the SDK's own client would be
 * installed only for them.
 */
const NAMESPACE = 'com.amazonaws.resourcegroupstaggingapi';
const STRING = 0;
const INTEGER = 1;

const strings = [1, NAMESPACE, 'Strings', 0, STRING] as const;
const filter = [3, NAMESPACE, 'TagFilter', 0, ['Key', 'Values'], [STRING, () => strings]] as const;
const filters = [1, NAMESPACE, 'TagFilterList', 0, () => filter] as const;
const tag = [3, NAMESPACE, 'Tag', 0, ['Key', 'Value'], [STRING, STRING]] as const;
const tags = [1, NAMESPACE, 'TagList', 0, () => tag] as const;
const mapping = [3, NAMESPACE, 'ResourceTagMapping', 0, ['ResourceARN', 'Tags'], [STRING, () => tags]] as const;
const mappings = [1, NAMESPACE, 'ResourceTagMappingList', 0, () => mapping] as const;

const input = [
  3,
  NAMESPACE,
  'GetResourcesInput',
  0,
  ['PaginationToken', 'TagFilters', 'ResourcesPerPage', 'ResourceTypeFilters', 'ResourceARNList'],
  [STRING, () => filters, INTEGER, () => strings, () => strings],
] as const;
const output = [
  3,
  NAMESPACE,
  'GetResourcesOutput',
  0,
  ['PaginationToken', 'ResourceTagMappingList'],
  [STRING, () => mappings],
] as const;

export const GetResources$ = [9, NAMESPACE, 'GetResources', 0, () => input, () => output] as const;
