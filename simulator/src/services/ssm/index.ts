import * as schemas from '@aws-sdk/client-ssm';
import type { Service } from '../../contract/service';
import { checks } from './checks';
import { validation } from './errors';
import { deleteParameter, deleteParameters } from './operations/delete-parameters';
import { describeParameters } from './operations/describe-parameters';
import { getParameter, getParameters, getParametersByPath } from './operations/get-parameters';
import { createOpsItem, describeOpsItems, getOpsItem } from './operations/ops-items';
import { putParameter } from './operations/put-parameter';
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from './operations/tags';

/** Systems Manager: Parameter Store and OpsItems. */
export const ssm: Service = {
  signingName: 'ssm',
  schemas,
  protocol: 'json-1.1',
  target: 'AmazonSSM',
  scope: 'regional',
  checks,
  operations: {
    CreateOpsItem: createOpsItem,
    DescribeOpsItems: describeOpsItems,
    GetOpsItem: getOpsItem,
    PutParameter: putParameter,
    GetParameter: getParameter,
    GetParameters: getParameters,
    GetParametersByPath: getParametersByPath,
    DeleteParameter: deleteParameter,
    DeleteParameters: deleteParameters,
    DescribeParameters: describeParameters,
    AddTagsToResource: addTagsToResource,
    RemoveTagsFromResource: removeTagsFromResource,
    ListTagsForResource: listTagsForResource,
  },
  invalid: validation,
};
