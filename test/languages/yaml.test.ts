import { lifeCycle } from "./support/life-cycle";

lifeCycle("yaml");
