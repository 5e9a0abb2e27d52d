import type {
  DeleteDashboardsCommandInput,
  DeleteDashboardsCommandOutput,
  GetDashboardCommandInput,
  GetDashboardCommandOutput,
  ListDashboardsCommandInput,
  ListDashboardsCommandOutput,
  PutDashboardCommandInput,
  PutDashboardCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import type { Call, Operation } from '../../../contract/service';
import { invalidDashboard, noDashboard } from '../errors';
import { dashboards } from '../state';

/** PutDashboard: the body must be JSON; its widgets are not checked. */
export const putDashboard: Operation<PutDashboardCommandInput, Partial<PutDashboardCommandOutput>> = (input, call) => {
  const { DashboardName: name = '', DashboardBody: body = '' } = input;
  try {
    JSON.parse(body);
  } catch {
    throw invalidDashboard('The field DashboardBody must be a valid JSON object');
  }
  call.world.state
    .at(dashboards, call.accountId, call.region)
    .set(name, { name, body, modifiedAt: call.world.clock.now() });
  return { DashboardValidationMessages: [] };
};

/** GetDashboard. */
export const getDashboard: Operation<GetDashboardCommandInput, Partial<GetDashboardCommandOutput>> = (input, call) => {
  const found = call.world.state.peek(dashboards, call.accountId, call.region)?.get(input.DashboardName ?? '');
  if (!found) throw noDashboard([input.DashboardName ?? '']);
  return { DashboardName: found.name, DashboardArn: arnOf(found.name, call), DashboardBody: found.body };
};

/** ListDashboards. */
export const listDashboards: Operation<ListDashboardsCommandInput, Partial<ListDashboardsCommandOutput>> = (
  input,
  call,
) => {
  const all = [...(call.world.state.peek(dashboards, call.accountId, call.region)?.values() ?? [])];
  return {
    DashboardEntries: all
      .filter(({ name }) => name.startsWith(input.DashboardNamePrefix ?? ''))
      .map(({ name, body, modifiedAt }) => ({
        DashboardName: name,
        DashboardArn: arnOf(name, call),
        LastModified: new Date(modifiedAt),
        Size: Buffer.byteLength(body),
      })),
  };
};

/** DeleteDashboards: all of them, or none if one is missing. */
export const deleteDashboards: Operation<DeleteDashboardsCommandInput, Partial<DeleteDashboardsCommandOutput>> = (
  input,
  call,
) => {
  const all = call.world.state.at(dashboards, call.accountId, call.region);
  const missing = (input.DashboardNames ?? []).filter((name) => !all.has(name));
  if (missing.length > 0) throw noDashboard(missing);
  for (const name of input.DashboardNames ?? []) all.delete(name);
  return {};
};

function arnOf(name: string, { partition, accountId }: Call): string {
  return `arn:${partition}:cloudwatch::${accountId}:dashboard/${name}`;
}
