/** `java`: the proxies of a Java virtual machine, as a file of arguments. Pure. */
import { argumentLines } from '../../writers/properties.ts';
import { JAVA } from '../bypass/java.ts';
import { fixedLines } from '../remarked.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { Target } from '../target.ts';
import { JAVA_SCHEMES, JAVA_SOURCE, javaProperties } from './java-properties.ts';

const TITLE = 'Java (system properties)';

/** The launcher reads it where it is named; without a line it sets nothing. */
export const java: Target = {
  id: 'java',
  title: TITLE,
  family: 'tool',
  platforms: ['Java 9+'],
  supports: { ...TAKES_PROXY, schemes: JAVA_SCHEMES, perScheme: true, scopes: ['user', 'machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan-proxy.args',
  place: 'java @portolan-proxy.args …; or JDK_JAVA_OPTIONS=@/etc/portolan-proxy.args in the environment',
  removal: 'A whole file of a remark in the place of the first, so that whoever names it still starts.',
  sources: [
    JAVA_SOURCE,
    {
      name: 'java(1), java Command-Line Argument Files',
      url: 'https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html#java-command-line-argument-files',
    },
  ],
  checked: { by: 'java 17 shows the properties', on: '2026-11-24' },
  notes: [
    'Programs that bring an HTTP client of their own may read none of it.',
    'A SOCKS proxy gets names that the client has resolved.',
    'Variables of the environment are not read.',
  ],
  dialect: JAVA,
  ...fixedLines((setting, _, report) => argumentLines(javaProperties(setting, TITLE, report))),
};
