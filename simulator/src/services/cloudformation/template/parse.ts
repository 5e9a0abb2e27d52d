import { type CollectionTag, isMap, isScalar, isSeq, Pair, parseDocument, Scalar, type ScalarTag, YAMLMap } from 'yaml';
import { templateFormatError } from '../errors';
import { isObject, type Json, type JsonObject, type ResourceDefinition, type Template } from './template';

const SHORT_FORMS = [
  ...[
    'And',
    'Base64',
    'Cidr',
    'Equals',
    'FindInMap',
    'GetAtt',
    'GetAZs',
    'GetStackOutput',
    'If',
    'ImportValue',
    'Join',
  ],
  ...['Length', 'Not', 'Or', 'Select', 'Split', 'Sub', 'ToJsonString', 'Ref', 'Condition'],
];
const SECTIONS = ['Parameters', 'Mappings', 'Conditions', 'Resources', 'Outputs'] as const;
const MAXIMUM_RESOURCES = 500;

/**
 * Reads a template in JSON or YAML (with the short forms `!Ref`, `!Sub` …).
 * @throws AwsError in CloudFormation's words if it is not a template
 */
export function parseTemplate(body: string): Template {
  const read = body.trimStart().startsWith('{') ? parseJson(body) : parseYaml(body);
  if (!isObject(read)) throw templateFormatError('unsupported structure.');
  for (const section of SECTIONS)
    if (read[section] !== undefined && !isObject(read[section]))
      throw templateFormatError(`${section} must be an object.`);
  const resources = section(read, 'Resources');
  if (Object.keys(resources).length === 0) throw templateFormatError('At least one Resources member must be defined.');
  checkResources(resources);
  return {
    ...(typeof read.Description === 'string' ? { Description: read.Description } : {}),
    ...(isObject(read.Metadata) ? { Metadata: read.Metadata } : {}),
    Parameters: section(read, 'Parameters') as unknown as Template['Parameters'],
    Mappings: section(read, 'Mappings') as unknown as Template['Mappings'],
    Conditions: section(read, 'Conditions'),
    Resources: resources as unknown as Template['Resources'],
    Outputs: section(read, 'Outputs') as unknown as Template['Outputs'],
  };
}

function section(read: JsonObject, name: string): JsonObject {
  const value = read[name];
  return isObject(value) ? value : {};
}

function checkResources(resources: JsonObject): void {
  const count = Object.keys(resources).length;
  if (count > MAXIMUM_RESOURCES)
    throw templateFormatError(`Number of resources, ${count}, is greater than maximum allowed, ${MAXIMUM_RESOURCES}`);
  for (const [id, resource] of Object.entries(resources)) {
    if (!/^[a-zA-Z0-9]+$/.test(id)) throw templateFormatError(`Resource name ${id} is non alphanumeric.`);
    if (!isObject(resource) || typeof (resource as unknown as ResourceDefinition).Type !== 'string')
      throw templateFormatError(`[/Resources/${id}] Every Resources object must contain a Type member.`);
  }
}

function parseJson(body: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch (error) {
    // a YAML flow mapping also begins with a brace
    const document = yaml(body);
    if (document.errors.length === 0) return document.toJS() as Json;
    throw templateFormatError(`JSON not well-formed. (${(error as Error).message})`);
  }
}

function parseYaml(body: string): Json {
  const document = yaml(body);
  const [error] = document.errors;
  if (error) {
    const at = error.linePos?.[0];
    throw templateFormatError(`YAML not well-formed. (line ${at?.line ?? 1}, column ${at?.col ?? 1})`);
  }
  return document.toJS() as Json;
}

function yaml(body: string): ReturnType<typeof parseDocument> {
  return parseDocument(body, { customTags: SHORT_FORMS.flatMap(tagsOf), logLevel: 'error' });
}

function tagsOf(name: string): (ScalarTag | CollectionTag)[] {
  const long = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  const call = (argument: unknown): YAMLMap => {
    const map = new YAMLMap();
    map.items.push(new Pair(new Scalar(long), argument));
    return map;
  };
  return [
    // a scalar's tag resolves to a value, a collection's to a node
    { tag: `!${name}`, resolve: (text: string) => ({ [long]: name === 'GetAtt' ? attributePath(text) : text }) },
    { tag: `!${name}`, collection: 'seq', resolve: (node) => call(untagged(node)) },
    { tag: `!${name}`, collection: 'map', resolve: (node) => call(untagged(node)) },
  ];
}

/** `Resource.Attribute.With.Dots` → `[Resource, Attribute.With.Dots]`. */
function attributePath(text: string): string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

function untagged(node: unknown): unknown {
  if (isMap(node) || isSeq(node) || isScalar(node)) node.tag = undefined;
  return node;
}
