/** What CloudFormation sends about a custom resource, as far as the rollout reads it. */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly PhysicalResourceId?: string;
  /** ARN of the stack */
  readonly StackId?: string;
  /** `Desired` is one JSON string: CloudFormation would turn every boolean and number in it into a string */
  readonly ResourceProperties: {
    readonly Desired?: string;
    /** ARN of the function that does the pass */
    readonly Pass?: string;
    readonly [property: string]: unknown;
  };
}

/** What the Provider framework hands to `isComplete`: the event and what `onEvent` returned, merged. */
export interface IsCompleteEvent extends CustomResourceEvent {
  readonly StartedAt?: string;
}

/** What `isComplete` answers. `Data` is only allowed with `IsComplete: true`, and CloudFormation wants every value set. */
export interface Completion {
  readonly IsComplete: boolean;
  readonly Data?: Readonly<Record<'Summary' | 'Covered' | 'Exceptions' | 'Pending', string> & Record<string, string>>;
}

/** Whether an invocation is CloudFormation's; the schedule sends the desired state itself. */
export function isCustomResource(event: unknown): event is CustomResourceEvent {
  return typeof event === 'object' && event !== null && 'RequestType' in event;
}
