import type {
  GetTemplateCommandInput,
  GetTemplateCommandOutput,
  GetTemplateSummaryCommandInput,
  GetTemplateSummaryCommandOutput,
  ValidateTemplateCommandInput,
  ValidateTemplateCommandOutput,
} from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../contract/service';
import { stackNameDoesNotExist } from '../errors';
import { changeSetNamed, stackNamed } from '../find-stack';
import { capabilitiesOf, checkTemplate, templateBody } from '../submission';
import { parseTemplate } from '../template/parse';
import type { ParameterDefinition, Template } from '../template/template';

export const getTemplate: Operation<GetTemplateCommandInput, Partial<GetTemplateCommandOutput>> = (input, call) => {
  const StagesAvailable: GetTemplateCommandOutput['StagesAvailable'] = ['Original', 'Processed'];
  if (input.ChangeSetName !== undefined) {
    const { changeSet } = changeSetNamed(input.StackName, input.ChangeSetName, call);
    return { TemplateBody: changeSet.submission.body, StagesAvailable };
  }
  const stack = stackNamed(input.StackName, call);
  // a stack that waits for its first change set has an empty template
  return { TemplateBody: stack.deployed?.body ?? '', StagesAvailable };
};

const flag = (definition: ParameterDefinition): boolean => String(definition.NoEcho ?? 'false') === 'true';

const declared = (key: string, definition: ParameterDefinition) => ({
  ParameterKey: key,
  NoEcho: flag(definition),
  ...(definition.Default === undefined ? {} : { DefaultValue: String(definition.Default) }),
  ...(definition.Description === undefined ? {} : { Description: definition.Description }),
});

function capabilityShape(template: Template) {
  const needed = capabilitiesOf(template);
  if (!needed) return {};
  return {
    Capabilities: [
      needed.capability === 'CAPABILITY_IAM' ? ('CAPABILITY_IAM' as const) : ('CAPABILITY_NAMED_IAM' as const),
    ],
    CapabilitiesReason: `The following resource(s) require capabilities: [${needed.types.join(', ')}]`,
  };
}

export const getTemplateSummary: Operation<
  GetTemplateSummaryCommandInput,
  Partial<GetTemplateSummaryCommandOutput>
> = async (input, call) => {
  const stack = input.StackName === undefined ? undefined : stackNamed(input.StackName, call, stackNameDoesNotExist);
  const template = parseTemplate(stack?.deployed?.body ?? (await templateBody(input, undefined, call)));
  return {
    ...(template.Description === undefined ? {} : { Description: template.Description }),
    ...(template.Metadata === undefined ? {} : { Metadata: JSON.stringify(template.Metadata) }),
    Version: '2010-09-09',
    Parameters: Object.entries(template.Parameters).map(([key, definition]) => ({
      ...declared(key, definition),
      ParameterType: definition.Type,
      ParameterConstraints: { AllowedValues: (definition.AllowedValues ?? []).map(String) },
    })),
    ResourceTypes: [...new Set(Object.values(template.Resources).map((each) => each.Type))],
    ...capabilityShape(template),
  };
};

export const validateTemplate: Operation<ValidateTemplateCommandInput, Partial<ValidateTemplateCommandOutput>> = async (
  input,
  call,
) => {
  const template = parseTemplate(await templateBody(input, undefined, call));
  checkTemplate(template);
  return {
    ...(template.Description === undefined ? {} : { Description: template.Description }),
    Parameters: Object.entries(template.Parameters).map(([key, definition]) => declared(key, definition)),
    ...capabilityShape(template),
  };
};
