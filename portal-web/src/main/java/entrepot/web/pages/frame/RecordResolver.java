package entrepot.web.pages.frame;

import jakarta.el.ELContext;
import jakarta.el.ELResolver;
import jakarta.el.PropertyNotFoundException;
import jakarta.el.PropertyNotWritableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lets pages read a record's component as a property, {@code #{row.code}}; Jakarta EE 10 itself knows only getters. */
public class RecordResolver extends ELResolver {

    private final Map<Class<?>, Map<String, Method>> accessors = new ConcurrentHashMap<>();

    @Override
    public Object getValue(ELContext context, Object base, Object property) {
        Method accessor = accessor(base, property);
        if (accessor == null) {
            return null;
        }
        context.setPropertyResolved(base, property);
        try {
            return accessor.invoke(base);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new PropertyNotFoundException("Cannot read " + property + " of " + base.getClass().getName(), e);
        }
    }

    @Override
    public Class<?> getType(ELContext context, Object base, Object property) {
        Method accessor = accessor(base, property);
        if (accessor == null) {
            return null;
        }
        context.setPropertyResolved(base, property);
        return null;
    }

    @Override
    public void setValue(ELContext context, Object base, Object property, Object value) {
        if (accessor(base, property) != null) {
            throw new PropertyNotWritableException("A record does not change: " + base.getClass().getName() + "." + property);
        }
    }

    @Override
    public boolean isReadOnly(ELContext context, Object base, Object property) {
        if (accessor(base, property) == null) {
            return false;
        }
        context.setPropertyResolved(base, property);
        return true;
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, Object base) {
        return base instanceof Record ? String.class : null;
    }

    /** The accessor of a component, else a method without arguments of that name that the record adds (a derived value). */
    private Method accessor(Object base, Object property) {
        if (!(base instanceof Record) || !(property instanceof String name)) {
            return null;
        }
        return accessors.computeIfAbsent(base.getClass(), type -> new ConcurrentHashMap<>()).computeIfAbsent(name, n -> find(base.getClass(), n));
    }

    private static Method find(Class<?> type, String name) {
        try {
            Method accessor = type.getDeclaredMethod(name);
            if (accessor.getReturnType() == void.class || !accessor.trySetAccessible()) {
                return null;
            }
            return accessor;
        } catch (NoSuchMethodException none) {
            return null;
        }
    }
}
