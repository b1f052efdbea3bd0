/*
 * Portolan profile hq
 * program sha256 8421c2e11dbd1a1ee01524bdf658ebeeaf89e040edbaee3ed74290b915806cfb
 */
var nB=" corp.example ";
function names(h){for(var d=h,i;;d=d.substring(i+1)){if(nB.indexOf(" "+d+" ")>=0)return 1;i=d.indexOf(".");if(i<0)return 0}}
function nets4(v){return v<167772160?0:v<184549376?1:0}
function nets6(v){return v<"fd"?0:v<"fe"?1:0}
var d0=["PROXY proxy_1.xn--bcher-kva.example:3128","DIRECT"];
var d1=[1,0];
function v4(s){s+="";if(s.charAt(s.length-1)>"9")return-1;var p=s.split("."),v=0,i;if(p.length!=4)return-1;for(i=0;i<4;i++){if(!/^(0|[1-9][0-9]{0,2})$/.test(p[i])||p[i]>255)return-1;v=v*256+p[i]*1}return v}
function v6(s){s=(s+"").toLowerCase();if(s.indexOf(":")<0)return"";var i=s.lastIndexOf(":")+1,v,h,a,b,r="";if(s.indexOf(".")>=0){v=v4(s.substring(i));if(v<0)return"";s=s.substring(0,i)+(v>>>16).toString(16)+":"+(v&65535).toString(16)}h=s.split("::");if(h.length>2)return"";a=h[0]?h[0].split(":"):[];b=h[1]?h[1].split(":"):[];i=8-a.length-b.length;if(h.length>1?i<1:i!=0)return"";while(i-->0)a[a.length]="0";a=a.concat(b);for(i=0;i<8;i++){if(!/^[0-9a-f]{1,4}$/.test(a[i]))return"";r+=("000"+a[i]).substring(a[i].length-1)}return r}
var memo={},count=0;
function FindProxyForURL(url,host){var x=memo[host];if(typeof x=="string")return x;if(++count>4000){memo={};count=1}return memo[host]=answer(host)}
function answer(host){
var n,v,w;
host=(host+"").toLowerCase();if(host.charAt(0)=="[")host=host.substring(1,host.length-1);if(host.charAt(host.length-1)==".")host=host.substring(0,host.length-1);
n=(v=v4(host))<0?(w=v6(host))?nets6(w):names(host):nets4(v);
if(d1[n]<=0)return d0[n];
if(host.indexOf(".")<0&&host.indexOf(":")<0)return d0[1];
return d0[n];
}
