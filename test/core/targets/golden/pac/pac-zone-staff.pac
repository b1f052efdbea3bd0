/*
 * Portolan profile hq
 * program sha256 716cd3540b3d9e1694585ccc193dda7607188a6adc64d636e6363a69a007e3f9
 */
var namesList=" staff.corp.example ";
function names(h){for(var d=h,i;;d=d.substring(i+1)){if(namesList.indexOf(" "+d+" ")>=0)return 1;i=d.indexOf(".");if(i<0)return 0}}
var d0=["PROXY proxy.corp.example:3128","DIRECT"];
function FindProxyForURL(url,host){
var n;
host=(host+"").toLowerCase();if(host.charAt(0)=="[")host=host.substring(1,host.length-1);if(host.charAt(host.length-1)==".")host=host.substring(0,host.length-1);
n=names(host);
return d0[n];
}
