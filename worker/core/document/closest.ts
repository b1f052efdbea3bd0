/** What did somebody mean whose value fits no branch of a union? Pure. */
import type * as z from 'zod';

/** One of zod's issues, its path counted from the document. */
export type Issue = z.core.$ZodIssue;

/** Issues with every union replaced by what is wrong in its closest branch; unions of plain kinds stay. */
export function closestIssues(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const branch = closestBranch(issue.errors);
    return branch === null ? [issue] : closestIssues(branch.map((one) => under(issue.path, one)));
  });
}

/**
 * The branch that the value comes nearest to: of those that are of the value's own kind (a list for a list), the one
 * whose faults lie deepest, then the one with the fewest. Null when the value is of no branch's kind.
 */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const fitting = branches.filter((issues) => issues.length > 0 && !issues.some(isWrongKind));
  return fitting.toSorted((one, other) => depthOf(other) - depthOf(one) || one.length - other.length)[0] ?? null;
}

function isWrongKind(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  return issue.code === 'invalid_type' || (issue.code === 'invalid_union' && closestBranch(issue.errors) === null);
}

function depthOf(issues: readonly Issue[]): number {
  return Math.max(...issues.map(({ path }) => path.length));
}

function under(path: readonly PropertyKey[], issue: Issue): Issue {
  return { ...issue, path: [...path, ...issue.path] };
}
