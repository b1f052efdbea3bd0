/*
 * Portolan profile hq
 * program sha256 39c7d7ce5d77f92238226eb9a12091ce5dc524f96d3fd7103cf07ee8ff985d52
 */
var nB=" guests.corp.example ";
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
