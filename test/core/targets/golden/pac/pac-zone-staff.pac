/*
 * Portolan profile hq
 * program sha256 60922704292bf6a593c0971cfacb68dc16dd9774bc37f762eedda4d6cb87e8ae
 */
var nB=" staff.corp.example ";
function names(h){for(var d=h,i;;d=d.substring(i+1)){if(nB.indexOf(" "+d+" ")>=0)return 1;i=d.indexOf(".");if(i<0)return 0}}
var d0=["PROXY proxy.corp.example:3128","DIRECT"];
var memo={},count=0;
function FindProxyForURL(url,host){var x=memo[host];if(typeof x=="string")return x;if(++count>4000){memo={};count=1}return memo[host]=answer(host)}
function answer(host){
var n;
host=(host+"").toLowerCase();if(host.charAt(0)=="[")host=host.substring(1,host.length-1);if(host.charAt(host.length-1)==".")host=host.substring(0,host.length-1);
n=names(host);
return d0[n];
}
