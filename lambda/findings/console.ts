import type { Finding } from './finding';

const HOSTS: Readonly<Record<string, string>> = {
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** Host of the AWS console in a partition. */
export function consoleHost(partition: string): string {
  return (Object.hasOwn(HOSTS, partition) ? HOSTS[partition] : undefined) ?? 'console.aws.amazon.com';
}

/** Text as a part of a link. Also encodes the characters that `encodeURIComponent` leaves and that end a link in Markdown. */
export function linkPart(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The finding in GuardDuty's console. */
export function guardDutyLink({ partition, region, id }: Finding): string {
  const home = `https://${consoleHost(partition)}/guardduty/home?region=${linkPart(region)}`;
  return `${home}#/findings?search=id%3D${linkPart(id)}`;
}

/** The report of an investigation in Detective's console; the list of all investigations if there is no id. */
export function investigationLink(partition: string, region: string, id: string | undefined): string {
  const home = `https://${consoleHost(partition)}/detective/home?region=${linkPart(region)}`;
  return id === undefined ? `${home}#investigations` : `${home}#investigationReport/${linkPart(id)}`;
}
