/** How does the doctor quote for PowerShell? By the one writer for that language. */
export { powershellBytes, powershellComment, powershellString } from '../writers/powershell.ts';
