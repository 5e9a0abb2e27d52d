import type {
  DescribeParametersCommandInput,
  DescribeParametersCommandOutput,
  ParameterMetadata,
  ParameterStringFilter,
} from '@aws-sdk/client-ssm';
import type { Call, Operation } from '../../../contract/service';
import { validation } from '../errors';
import { arnOf, parametersOf } from '../find-parameter';
import { pageOf } from '../page';
import type { ParameterState } from '../state';

/** Parameters without their values, by the filters Name, Path, Type and Tier. */
export const describeParameters: Operation<DescribeParametersCommandInput, Partial<DescribeParametersCommandOutput>> = (
  input,
  call,
) => {
  const all = [...parametersOf(call).values()]
    .filter((parameter) => (input.ParameterFilters ?? []).every((filter) => passes(parameter, filter)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, ...next } = pageOf(all, input, 50);
  return { Parameters: items.map((parameter) => metadata(parameter, call)), ...next };
};

function passes(parameter: ParameterState, { Key, Option, Values = [] }: ParameterStringFilter): boolean {
  switch (Key) {
    case 'Name':
      return Values.some((value) => {
        if (Option === 'BeginsWith') return parameter.name.startsWith(value);
        return Option === 'Contains' ? parameter.name.includes(value) : parameter.name === value;
      });
    case 'Path': {
      const rest = Values.map((value) => `${value.replace(/\/$/, '')}/`).find((path) =>
        parameter.name.startsWith(path),
      );
      return rest !== undefined && (Option === 'Recursive' || !parameter.name.slice(rest.length).includes('/'));
    }
    case 'Type':
      return Values.includes(parameter.type);
    case 'Tier':
      return Values.includes(parameter.tier);
    default:
      throw validation(`The simulated organization does not filter parameters by ${Key}.`);
  }
}

function metadata(parameter: ParameterState, call: Call): ParameterMetadata {
  const last = parameter.versions.at(-1);
  return {
    Name: parameter.name,
    ARN: arnOf(parameter.name, call),
    Type: parameter.type,
    Tier: parameter.tier,
    DataType: parameter.dataType,
    Version: parameter.versions.length,
    LastModifiedDate: new Date(last?.modifiedAt ?? 0),
    LastModifiedUser: last?.modifiedBy,
    Policies: [],
    ...(last?.description === undefined ? {} : { Description: last.description }),
    ...(parameter.keyId === undefined ? {} : { KeyId: parameter.keyId }),
    ...(parameter.allowedPattern === undefined ? {} : { AllowedPattern: parameter.allowedPattern }),
  };
}
