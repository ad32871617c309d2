/** Gets Debian's servers that a cluster runs on, where we may install programs; else says what to install. */
import { getDriverServers, getNginx, getPostgres15 } from './test/system-programs.ts';

const say = (sentence: string) => console.error(sentence);
getPostgres15(say);
getDriverServers(say);
getNginx(say);
