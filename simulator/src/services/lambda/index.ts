import * as schemas from '@aws-sdk/client-lambda';
import type { Service } from '../../contract/service';
import { checks } from './checks';
import { invalidParameter } from './errors';
import { closeEndpoint } from './execution/endpoint';
import { environmentsOf } from './execution/environments';
import { getFunctionCodeSigningConfig } from './operations/code-signing';
import { deleteFunctionConcurrency, getFunctionConcurrency, putFunctionConcurrency } from './operations/concurrency';
import { createFunction } from './operations/create-function';
import { deleteFunction } from './operations/delete-function';
import {
  deleteFunctionEventInvokeConfig,
  getFunctionEventInvokeConfig,
  putFunctionEventInvokeConfig,
  updateFunctionEventInvokeConfig,
} from './operations/event-invoke-config';
import {
  createEventSourceMapping,
  deleteEventSourceMapping,
  getEventSourceMapping,
  listEventSourceMappings,
  updateEventSourceMapping,
} from './operations/event-source-mappings';
import { getFunction, getFunctionConfiguration } from './operations/get-function';
import { invoke } from './operations/invoke';
import { listFunctions, listVersionsByFunction } from './operations/list-functions';
import { addPermission, getPolicy, removePermission } from './operations/permissions';
import { publishVersion } from './operations/publish-version';
import { listTags, tagResource, untagResource } from './operations/tags';
import { updateFunctionCode } from './operations/update-function-code';
import { updateFunctionConfiguration } from './operations/update-function-configuration';

/** AWS Lambda: functions that run in Node processes of their own. */
export const lambda: Service = {
  signingName: 'lambda',
  schemas,
  protocol: 'rest-json',
  scope: 'regional',
  checks,
  operations: {
    AddPermission: addPermission,
    CreateEventSourceMapping: createEventSourceMapping,
    CreateFunction: createFunction,
    DeleteEventSourceMapping: deleteEventSourceMapping,
    DeleteFunction: deleteFunction,
    DeleteFunctionConcurrency: deleteFunctionConcurrency,
    DeleteFunctionEventInvokeConfig: deleteFunctionEventInvokeConfig,
    GetEventSourceMapping: getEventSourceMapping,
    GetFunction: getFunction,
    GetFunctionCodeSigningConfig: getFunctionCodeSigningConfig,
    GetFunctionConcurrency: getFunctionConcurrency,
    GetFunctionConfiguration: getFunctionConfiguration,
    GetFunctionEventInvokeConfig: getFunctionEventInvokeConfig,
    GetPolicy: getPolicy,
    Invoke: invoke,
    ListEventSourceMappings: listEventSourceMappings,
    ListFunctions: listFunctions,
    ListTags: listTags,
    ListVersionsByFunction: listVersionsByFunction,
    PublishVersion: publishVersion,
    PutFunctionConcurrency: putFunctionConcurrency,
    PutFunctionEventInvokeConfig: putFunctionEventInvokeConfig,
    RemovePermission: removePermission,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateEventSourceMapping: updateEventSourceMapping,
    UpdateFunctionCode: updateFunctionCode,
    UpdateFunctionConfiguration: updateFunctionConfiguration,
    UpdateFunctionEventInvokeConfig: updateFunctionEventInvokeConfig,
  },
  invalid: invalidParameter,
  stop: async (world) => {
    environmentsOf(world).stop();
    await closeEndpoint(world);
  },
};
