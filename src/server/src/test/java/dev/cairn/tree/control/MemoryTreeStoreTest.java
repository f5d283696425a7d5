package dev.cairn.tree.control;

class MemoryTreeStoreTest implements TreeStoreContract {

    private final MemoryTreeStore store = new MemoryTreeStore();

    @Override
    public Transactions transactions() {
        return store;
    }
}
