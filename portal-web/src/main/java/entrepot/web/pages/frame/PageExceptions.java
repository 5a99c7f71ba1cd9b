package entrepot.web.pages.frame;

import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;

/** Puts {@link PageExceptionHandler} around Faces' own handler; named in faces-config.xml. */
public class PageExceptions extends ExceptionHandlerFactory {

    public PageExceptions(ExceptionHandlerFactory wrapped) {
        super(wrapped);
    }

    @Override
    public ExceptionHandler getExceptionHandler() {
        return new PageExceptionHandler(getWrapped().getExceptionHandler());
    }
}
