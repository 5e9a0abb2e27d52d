import type { Call, Operation, Service } from '../../contract/service';
import { tagsOf } from '../../contract/tag-list';
import { AwsError } from '../../kernel/aws-error';
import { offsetPage } from '../../kernel/offset-page';
import { tables } from '../dynamodb/state';
import { keys } from '../kms/state';
import { functions } from '../lambda/state';
import { logGroups } from '../logs/state';
import { topics } from '../sns/state';
import { queues } from '../sqs/state';
import { stateMachines } from '../states/state';
import * as schemas from './schemas';

interface Request {
  readonly PaginationToken?: string;
  readonly TagFilters?: readonly { readonly Key?: string; readonly Values?: readonly string[] }[];
  readonly ResourcesPerPage?: number;
  readonly ResourceTypeFilters?: readonly string[];
  readonly ResourceARNList?: readonly string[];
}

interface Tagged {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Most resources of a page, and the number without `ResourcesPerPage`. */
const PAGE = 100;

/** The tagged resources of an account and region, by ARN. */
function taggedIn({ world: { state }, accountId, region }: Call): Tagged[] {
  const all = [topics, queues, functions, tables, logGroups, stateMachines].flatMap((slot): Tagged[] => [
    ...(state.peek(slot as typeof topics, accountId, region)?.values() ?? []),
  ]);
  const encrypting = [...(state.peek(keys, accountId, region)?.values() ?? [])].map(({ arn, tags }) => ({
    arn,
    tags: tagsOf(tags.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue }))),
  }));
  return [...all, ...encrypting]
    .filter(({ tags }) => Object.keys(tags).length > 0)
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));
}

/** Whether a filter such as `sns`, `sns:topic` or `lambda:function` names the resource. */
function isOfType({ arn }: Tagged, filter: string): boolean {
  const [service, type] = filter.split(':');
  const [, , ofService, , , kind = ''] = arn.split(':');
  return service === ofService && (type === undefined || kind.split('/')[0] === type);
}

const getResources: Operation<Request> = (request, call) => {
  const { TagFilters = [], ResourceTypeFilters = [], ResourceARNList = [], ResourcesPerPage = PAGE } = request;
  if (ResourceARNList.length > 0 && TagFilters.length + ResourceTypeFilters.length > 0)
    throw invalid('ResourceARNList and the filters cannot be given together');
  if (ResourcesPerPage < 1 || ResourcesPerPage > PAGE) throw invalid(`ResourcesPerPage must be 1 to ${PAGE}`);
  const found = taggedIn(call).filter(
    (each) =>
      (ResourceARNList.length === 0 || ResourceARNList.includes(each.arn)) &&
      (ResourceTypeFilters.length === 0 || ResourceTypeFilters.some((filter) => isOfType(each, filter))) &&
      TagFilters.every(({ Key = '', Values = [] }) => {
        const value = each.tags[Key];
        return value !== undefined && (Values.length === 0 || Values.includes(value));
      }),
  );
  const token = request.PaginationToken || undefined;
  const page = offsetPage(found, { size: ResourcesPerPage, token, invalid: () => expired() });
  return {
    PaginationToken: page.next ?? '',
    ResourceTagMappingList: page.items.map(({ arn, tags }) => ({
      ResourceARN: arn,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
};

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', 400, message);
}

function expired(): AwsError {
  return new AwsError('PaginationTokenExpiredException', 400, 'The pagination token is not valid.');
}

/** Resource Groups Tagging API for tools that look for resources by tag. */
export const tagging: Service = {
  signingName: 'tagging',
  schemas,
  protocol: 'json-1.1',
  target: 'ResourceGroupsTaggingAPI_20170126',
  scope: 'regional',
  checks: () => [{ action: 'tag:GetResources', resource: '*' }],
  operations: { GetResources: getResources },
  invalid,
};
