/**
 * Wire schemas of the simulated part of CloudTrail, in the form of SDK clients; the SDK's own client would be installed only
 * for them.
 */
const NAMESPACE = 'com.amazonaws.cloudtrail';
const STRING = 0;
const BOOLEAN = 2;

const strings = [1, NAMESPACE, 'TrailNameList', 0, STRING] as const;
const trail = [3, NAMESPACE, 'Trail', 0, ['Name', 'TrailARN'], [STRING, STRING]] as const;
const trails = [1, NAMESPACE, 'TrailList', 0, () => trail] as const;
const describing = [
  3,
  NAMESPACE,
  'DescribeTrailsRequest',
  0,
  ['trailNameList', 'includeShadowTrails'],
  [() => strings, BOOLEAN],
] as const;
const described = [3, NAMESPACE, 'DescribeTrailsResponse', 0, ['trailList'], [() => trails]] as const;
const listing = [3, NAMESPACE, 'ListTrailsRequest', 0, ['NextToken'], [STRING]] as const;
const listed = [3, NAMESPACE, 'ListTrailsResponse', 0, ['Trails', 'NextToken'], [() => trails, STRING]] as const;
const named = [3, NAMESPACE, 'GetTrailRequest', 0, ['Name'], [STRING]] as const;
const selecting = [3, NAMESPACE, 'GetEventSelectorsRequest', 0, ['TrailName'], [STRING]] as const;
const nothing = [3, NAMESPACE, 'Nothing', 0, [], []] as const;

export const DescribeTrails$ = [9, NAMESPACE, 'DescribeTrails', 0, () => describing, () => described] as const;
export const ListTrails$ = [9, NAMESPACE, 'ListTrails', 0, () => listing, () => listed] as const;
export const GetTrail$ = [9, NAMESPACE, 'GetTrail', 0, () => named, () => nothing] as const;
export const GetTrailStatus$ = [9, NAMESPACE, 'GetTrailStatus', 0, () => named, () => nothing] as const;
export const GetEventSelectors$ = [9, NAMESPACE, 'GetEventSelectors', 0, () => selecting, () => nothing] as const;
