/** A property that CloudFormation joins from lines. */
interface Joined {
  readonly 'Fn::Join': readonly [string, readonly string[]];
}

/** The JSON that a property of a template has when CloudFormation has joined its lines. */
export function parseJoined(property: unknown): ReturnType<typeof JSON.parse> {
  const [separator, lines] = (property as Joined)['Fn::Join'];
  return JSON.parse(lines.join(separator));
}
