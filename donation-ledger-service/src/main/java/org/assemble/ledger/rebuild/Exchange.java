package org.assemble.ledger.rebuild;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Makes a table of the same shape beside another, and puts it in its place: under the same name,
/// with the same rights and indexes, so that nobody who reads or writes it sees more than other
/// rows. Names of tables are our own constants.
final class Exchange {

    private static final String HAS_TRIGGERS =
            "select 1 from pg_trigger where tgrelid = cast(? as regclass) and not tgisinternal";

    private static final String RIGHTS =
            """
            select format('grant %s on %s to %I', string_agg(privilege_type, ', '), oid::regclass, pg_get_userbyid(grantee))
            from pg_class, aclexplode(relacl)
            where oid = cast(? as regclass) and grantee <> relowner group by oid, grantee\
            """;

    private static final String INDEXES =
            """
            select format('alter index %I.%I rename to %I', made.schemaname, made.indexname, old.indexname)
            from pg_indexes as made join pg_indexes as old
                on substring(made.indexdef from ' USING .*') = substring(old.indexdef from ' USING .*')
                and made.indexdef like 'CREATE UNIQUE %' = old.indexdef like 'CREATE UNIQUE %'
            where made.schemaname = ? and made.tablename = old.tablename and made.indexname <> old.indexname
                and old.tablename = ? and old.schemaname = 'public'\
            """;

    /// What is filled and how it is looked up: columns, indexes and conditions, in one text.
    private static final String SHAPE =
            """
            select string_agg(part, ', ' order by part) from (
                select concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid))
                from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
                where attrelid = to_regclass($1) and attnum > 0 and not attisdropped
                union all
                select concat(indisunique, substring(pg_get_indexdef(indexrelid) from ' USING .*'))
                from pg_index where indrelid = to_regclass($1)
                union all
                select pg_get_constraintdef(oid)
                from pg_constraint where conrelid = to_regclass($1) and contype = 'c'
            ) as shape(part)\
            """
                    .replace("$1", "cast(? as text)");

    private final Connection connection;
    private final String schema;

    /// @param schema where the new tables stand
    Exchange(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /// Whether an earlier run's tables stand there, and are like those in use: a migration may have
    /// given these a column or an index since.
    boolean isPrepared(List<String> tables) throws SQLException {
        for (String table : tables) {
            String used = shape("public." + table);
            if (!used.equals(shape(schema + "." + table))) {
                return false;
            }
        }
        return true;
    }

    /// Empty where there is no such table.
    private String shape(String table) throws SQLException {
        return Objects.requireNonNullElse(texts(SHAPE, table, table, table).getFirst(), "");
    }

    /// Makes empty tables; what an earlier run left is thrown away.
    void prepare(List<String> tables) throws SQLException {
        run("drop schema if exists " + schema + " cascade");
        run("create schema " + schema);
        for (String table : tables) {
            run("create table %s.%s (like %s including all)".formatted(schema, table, table));
        }
    }

    /// Waits for readers no longer than the transaction's `lock_timeout`.
    void lock(String table) throws SQLException {
        run("lock table " + table + " in access exclusive mode");
    }

    void exchange(List<String> tables) throws SQLException {
        for (String table : tables) {
            exchange(table);
        }
        run("drop schema " + schema);
    }

    private void exchange(String table) throws SQLException {
        if (!texts(HAS_TRIGGERS, table).isEmpty()) {
            throw new IllegalStateException(table + " has triggers, which would be lost");
        }
        List<String> rights = texts(RIGHTS, table);
        List<String> indexes = texts(INDEXES, schema, table);
        run("drop table " + table);
        for (String statement : indexes) {
            run(statement);
        }
        run("alter table %s.%s set schema public".formatted(schema, table));
        for (String statement : rights) {
            run(statement);
        }
    }

    private List<String> texts(String sql, String... values) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setString(i + 1, values[i]);
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        }
        return texts;
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
