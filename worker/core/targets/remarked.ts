/** What do targets have in common whose format is lines in which `#` begins a remark? Pure. */
import { hashComment } from '../writers/lines.ts';
import type { Report } from './report.ts';
import type { FixedSetting, PacSetting, Scene, Target } from './target.ts';

/** The lines of a setting, or null after reporting an error. */
export type LinesOf<Setting> = (setting: Setting, scene: Scene, report: Report) => readonly string[] | null;

/** A text of a remark and lines, ending in a line feed. */
export function remarked(remark: string, lines: readonly string[]): string {
  return `${[hashComment(remark), ...lines].join('\n')}\n`;
}

/** What the remark says where the text configures, and where it takes the configuration away. */
export const appliedRemark = (id: string): string => `Portolan profile ${id}`;
export const removedRemark = (id: string): string => `The proxy of Portolan profile ${id} is taken away`;

/** The lines of a proxy between remarks; removing leaves the remark alone. */
export function fixedLines(linesOf: LinesOf<FixedSetting>): Pick<Target, 'render' | 'remove'> {
  return {
    render: (setting, scene, report) =>
      setting.mode === 'fixed' ? applied(scene, linesOf(setting, scene, report)) : null,
    remove,
  };
}

/** The same for the lines of a PAC. */
export function pacLines(linesOf: LinesOf<PacSetting>): Pick<Target, 'render' | 'remove'> {
  return {
    render: (setting, scene, report) =>
      setting.mode === 'pac' ? applied(scene, linesOf(setting, scene, report)) : null,
    remove,
  };
}

const applied = ({ id }: Scene, lines: readonly string[] | null): string | null =>
  lines && remarked(appliedRemark(id), lines);

const remove = ({ id }: Scene): string => remarked(removedRemark(id), []);
