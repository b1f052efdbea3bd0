/** `gradle`: the proxies of Gradle, and of the builds that it runs. Pure. */
import { propertyLines } from '../../writers/properties.ts';
import { JAVA } from '../bypass/java.ts';
import { fixedLines } from '../remarked.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { Target } from '../target.ts';
import { JAVA_SCHEMES, JAVA_SOURCE, javaProperties } from './java-properties.ts';

const TITLE = 'Gradle (gradle.properties)';

/** Java's properties, each behind `systemProp.`; without it they mean nothing there. */
export const gradle: Target = {
  id: 'gradle',
  title: TITLE,
  family: 'tool',
  platforms: ['Gradle 4+'],
  supports: { ...TAKES_PROXY, schemes: JAVA_SCHEMES, perScheme: true, scopes: ['user'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'gradle.properties',
  place: 'Lines of ~/.gradle/gradle.properties',
  removal: 'A remark in the place of the lines: delete them where the file holds others.',
  sources: [
    {
      name: 'Gradle, Networking, Configuring a proxy',
      url: 'https://docs.gradle.org/current/userguide/networking.html#sec:accessing_the_web_via_a_proxy',
    },
    JAVA_SOURCE,
  ],
  checked: { by: 'a reader of the format written for the tests; not Gradle', on: '2026-11-24' },
  notes: ['A gradle.properties of the project loses against it.', 'Variables of the environment are not read.'],
  dialect: JAVA,
  ...fixedLines((setting, _, report) =>
    propertyLines(javaProperties(setting, TITLE, report)).map((line) => `systemProp.${line}`),
  ),
};
