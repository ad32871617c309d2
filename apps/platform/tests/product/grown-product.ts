import { openProduct, type Product } from './open-product.ts';
import { plantMoney } from './plant-money.ts';
import { plantNetwork } from './plant-network.ts';
import { plantPeople } from './plant-people.ts';
import { plantSales } from './plant-sales.ts';
import { plantSupport } from './plant-support.ts';
import { createFacts, type Facts } from './planted.ts';
import { settleIn, type Tenants } from './tenants.ts';

/** A product with two tenants, the first of which has something of everything. */
export type GrownProduct = { readonly product: Product; readonly tenants: Tenants; readonly facts: Facts };

export async function openGrownProduct(): Promise<GrownProduct> {
  const product = await openProduct();
  try {
    const tenants = await settleIn(product);
    const facts = createFacts();
    await plantSales(product, tenants.a, facts);
    await plantMoney(product, tenants, facts);
    await plantNetwork(product, tenants, facts);
    await plantSupport(product, tenants, facts);
    await plantPeople(product, tenants, facts);
    return { product, tenants, facts };
  } catch (error) {
    await product.close();
    throw error;
  }
}
