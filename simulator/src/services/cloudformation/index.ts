import * as schemas from '@aws-sdk/client-cloudformation';
import type { Service } from '../../contract/service';
import { AwsError } from '../../kernel/aws-error';
import { checks } from './checks';
import { validationError } from './errors';
import { deleteChangeSet, describeChangeSet, listChangeSets } from './operations/change-sets';
import { createChangeSet } from './operations/create-change-set';
import { createStack } from './operations/create-stack';
import { deleteStack } from './operations/delete-stack';
import { describeEvents, describeStackEvents, listHookResults } from './operations/events';
import { executeChangeSet } from './operations/execute-change-set';
import { listExports, listImports } from './operations/exports';
import { describeStackResource, describeStackResources, listStackResources } from './operations/resources';
import { cancelUpdateStack, continueUpdateRollback, rollbackStack } from './operations/rollbacks';
import { getStackPolicy, setStackPolicy } from './operations/stack-policies';
import { describeStacks, listStacks, updateTerminationProtection } from './operations/stacks';
import { getTemplate, getTemplateSummary, validateTemplate } from './operations/templates';
import { updateStack } from './operations/update-stack';

/** CloudFormation: an engine that deploys stacks of the simulated services' resources. */
export const cloudformation: Service = {
  signingName: 'cloudformation',
  schemas,
  protocol: 'query',
  version: '2010-05-15',
  namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  scope: 'regional',
  checks,
  operations: {
    CancelUpdateStack: cancelUpdateStack,
    ContinueUpdateRollback: continueUpdateRollback,
    CreateChangeSet: createChangeSet,
    CreateStack: createStack,
    DeleteChangeSet: deleteChangeSet,
    DeleteStack: deleteStack,
    DescribeChangeSet: describeChangeSet,
    DescribeEvents: describeEvents,
    DescribeStackEvents: describeStackEvents,
    DescribeStackResource: describeStackResource,
    DescribeStackResources: describeStackResources,
    DescribeStacks: describeStacks,
    ExecuteChangeSet: executeChangeSet,
    GetStackPolicy: getStackPolicy,
    GetTemplate: getTemplate,
    GetTemplateSummary: getTemplateSummary,
    ListChangeSets: listChangeSets,
    ListExports: listExports,
    ListHookResults: listHookResults,
    ListImports: listImports,
    ListStackResources: listStackResources,
    ListStacks: listStacks,
    RollbackStack: rollbackStack,
    SetStackPolicy: setStackPolicy,
    UpdateStack: updateStack,
    UpdateTerminationProtection: updateTerminationProtection,
    ValidateTemplate: validateTemplate,
  },
  invalid: validationError,
  throttled: () => new AwsError('Throttling', 400, 'Rate exceeded'),
};
