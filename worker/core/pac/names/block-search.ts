/** How does a script find the block of a host? ES3 text that the forms in blocks share. Pure. */

/**
 * Statements: `a` becomes the index of the last entry of `list` that is not greater than `k`, or 0. A form's blocks begin
 * with a name and a character that sorts before those of names, so that the list of blocks is its own directory.
 */
export function blockSearch(list: string): string {
  return `a=0;z=${list}.length-1;while(a<z){m=a+z+1>>1;if(${list}[m]<=k)a=m;else z=m-1}`;
}

/**
 * Statements behind a search that found nothing, where names stand below names: `k` becomes the labels that it shares
 * with `head`, a name of the block. Every name that `k` stands below and that is not in the block is above `head` too.
 */
export function searchAgain(head: string): string {
  return (
    `if(${head}>k)return 0;for(m=0;${head}.charAt(m)==k.charAt(m);m++);` +
    'if(m<1)return 0;m=k.lastIndexOf("#",m-1)+1;if(m<1)return 0;k=k.substring(0,m)'
  );
}
